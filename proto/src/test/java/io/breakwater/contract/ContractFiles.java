package io.breakwater.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.breakwater.clearing.v1.AccountsProto;
import io.breakwater.clearing.v1.AdminProto;
import io.breakwater.clearing.v1.ClearingProto;
import io.breakwater.clearing.v1.ClusterProto;
import io.breakwater.clearing.v1.CommonProto;
import io.breakwater.clearing.v1.LiquidationProto;
import io.breakwater.clearing.v1.MarginProto;
import io.breakwater.clearing.v1.OracleProto;
import io.breakwater.clearing.v1.ParametersProto;
import java.util.List;
import java.util.stream.Stream;

/** Lists what the contract consists of, for the tests that hold all of it to a rule. */
final class ContractFiles {
    static final List<FileDescriptor> ALL = List.of(
            CommonProto.getDescriptor(),
            MarginProto.getDescriptor(),
            AccountsProto.getDescriptor(),
            ClearingProto.getDescriptor(),
            OracleProto.getDescriptor(),
            LiquidationProto.getDescriptor(),
            ParametersProto.getDescriptor(),
            AdminProto.getDescriptor(),
            ClusterProto.getDescriptor());

    private ContractFiles() {}

    static Stream<Descriptor> messages() {
        return ALL.stream().flatMap(file -> file.getMessageTypes().stream()).flatMap(ContractFiles::withNested);
    }

    static Stream<EnumDescriptor> enums() {
        return Stream.concat(
                ALL.stream().flatMap(file -> file.getEnumTypes().stream()),
                messages().flatMap(message -> message.getEnumTypes().stream()));
    }

    private static Stream<Descriptor> withNested(Descriptor message) {
        return Stream.concat(
                Stream.of(message), message.getNestedTypes().stream().flatMap(ContractFiles::withNested));
    }
}
