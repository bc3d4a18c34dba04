package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1alpha.ServerReflectionGrpc;
import io.grpc.reflection.v1alpha.ServerReflectionRequest;
import io.grpc.reflection.v1alpha.ServerReflectionResponse;
import io.grpc.reflection.v1alpha.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that knows nothing of the contract but what the gateway's reflection tells it. */
class ForeignClientTest {

    private final GatewayWorld world = new GatewayWorld();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void servicesAreListed() {
        world.nodeBehindGateway("");

        ServerReflectionResponse answer = ask(
                world.client("").channel(),
                ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(answer.getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .contains(
                        "breakwater.clearing.v1.AccountService",
                        "breakwater.clearing.v1.ClearingService",
                        "breakwater.clearing.v1.ClusterService",
                        "breakwater.clearing.v1.LiquidationService",
                        "breakwater.clearing.v1.MarketAdminService",
                        "breakwater.clearing.v1.OracleService",
                        "grpc.health.v1.Health");
    }

    @Test
    void methodIsCalledWithNothingButItsDescription() throws Exception {
        world.nodeBehindGateway("");
        Channel channel = world.client("stranger").channel();
        MethodDescriptor method = describe(channel, "breakwater.clearing.v1.AccountService")
                .findServiceByName("AccountService")
                .findMethodByName("GetAccount");
        Descriptor input = method.getInputType();
        DynamicMessage request = DynamicMessage.newBuilder(input)
                .setField(input.findFieldByName("account_id"), "acct-7")
                .build();

        DynamicMessage answer = ClientCalls.blockingUnaryCall(
                channel,
                io.grpc.MethodDescriptor.newBuilder(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(input)),
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                        .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
                        .build(),
                CallOptions.DEFAULT,
                request);

        DynamicMessage account =
                (DynamicMessage) answer.getField(method.getOutputType().findFieldByName("account"));
        assertThat(account.getField(account.getDescriptorForType().findFieldByName("account_id")))
                .isEqualTo("acct-7");
    }

    private static FileDescriptor describe(Channel channel, String symbol) throws Exception {
        Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
        FileDescriptorProto file = add(
                files,
                ask(
                        channel,
                        ServerReflectionRequest.newBuilder()
                                .setFileContainingSymbol(symbol)
                                .build()));
        return link(channel, file, files);
    }

    private static FileDescriptor link(
            Channel channel, FileDescriptorProto file, Map<String, FileDescriptorProto> files) throws Exception {
        FileDescriptor[] imports = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < imports.length; i++) {
            String name = file.getDependency(i);
            if (!files.containsKey(name)) {
                add(
                        files,
                        ask(
                                channel,
                                ServerReflectionRequest.newBuilder()
                                        .setFileByFilename(name)
                                        .build()));
            }
            imports[i] = link(channel, files.get(name), files);
        }
        return FileDescriptor.buildFrom(file, imports);
    }

    private static FileDescriptorProto add(Map<String, FileDescriptorProto> files, ServerReflectionResponse answer)
            throws Exception {
        FileDescriptorProto first = null;
        for (ByteString bytes : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
            files.put(file.getName(), file);
            first = first == null ? file : first;
        }
        return first;
    }

    private static ServerReflectionResponse ask(Channel channel, ServerReflectionRequest question) {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        answer.completeExceptionally(new AssertionError("ended without an answer"));
                    }
                });
        questions.onNext(question);
        ServerReflectionResponse response = answer.orTimeout(GatewayWorld.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        questions.onCompleted();
        return response;
    }
}
