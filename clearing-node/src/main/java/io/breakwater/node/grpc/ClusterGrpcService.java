package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.ClusterServicePowerApi;
import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.LagQuantiles;
import io.breakwater.clearing.v1.Member;
import io.breakwater.clearing.v1.SymbolStatus;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.node.grpc.MemberShards.Hosted;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.grpc.javadsl.Metadata;

/** Serves the status of the cluster as this node sees it. */
final class ClusterGrpcService implements ClusterServicePowerApi {

    private static final int NOT_KNOWN = -1;
    private static final Set<Member.State> SERVING = Set.of(Member.State.UP, Member.State.LEAVING);

    private final Cluster cluster;
    private final MemberShards shards;
    private final MarketBoard board;
    private final NodeClock clock;
    private final NodeStatus.Gauges gauges;
    private final String softwareVersion;

    ClusterGrpcService(ActorSystem<?> system, MarketBoard board, NodeClock clock, NodeStatus.Gauges gauges) {
        this.cluster = Cluster.get(system);
        this.shards = new MemberShards(system);
        this.board = board;
        this.clock = clock;
        this.gauges = gauges;
        this.softwareVersion = Optional.ofNullable(
                        ClusterGrpcService.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public CompletionStage<GetStatusResponse> getStatus(GetStatusRequest in, Metadata metadata) {
        return Calls.answer(metadata, "GetStatus", () -> shards.ask().thenApply(this::status));
    }

    private GetStatusResponse status(Map<Address, Hosted> hosted) {
        NodeStatus status = gauges.get();
        MarketBoard.Posting posting = board.newest();
        GetStatusResponse.Builder message = GetStatusResponse.newBuilder()
                .setSoftwareVersion(softwareVersion)
                .setTakenMillis(clock.nowMillis())
                .setAnsweredBy(hostPort(cluster.selfMember().address()))
                .setUnwatchedAccounts(status.unwatchedAccounts())
                .setWatchedAccounts(status.watchedAccounts())
                .setDetectionLag(lag(status.detectionLag()))
                .setDecisionLag(lag(status.decisionLag()))
                .setOpenLiquidations(status.openLiquidations())
                .setParameterEpoch(posting.view().parameters().epoch())
                .setCoordinator(coordinator());
        CurrentClusterState state = cluster.state();
        StreamSupport.stream(state.getMembers().spliterator(), false)
                .sorted(Comparator.comparing(member -> hostPort(member.address())))
                .forEach(member -> message.addMembers(member(
                        member,
                        state.getUnreachable(),
                        hosted.getOrDefault(member.address(), Hosted.NOT_KNOWN),
                        status)));
        posting.definitions().symbols().keySet().forEach(name -> message.addSymbols(symbol(name, posting)));
        return message.build();
    }

    /** A singleton lives on the oldest member. */
    private String coordinator() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> SERVING.contains(state(member.status())))
                .reduce((one, other) -> one.isOlderThan(other) ? one : other)
                .map(oldest -> hostPort(oldest.address()))
                .orElse("");
    }

    private Member member(
            org.apache.pekko.cluster.Member member,
            Set<org.apache.pekko.cluster.Member> unreachable,
            Hosted hosted,
            NodeStatus status) {
        boolean isSelf = member.address().equals(cluster.selfMember().address());
        return Member.newBuilder()
                .setAddress(hostPort(member.address()))
                .setState(unreachable.contains(member) ? Member.State.UNREACHABLE : state(member.status()))
                .addAllRoles(member.getRoles())
                .setShards(hosted.shards())
                .setEntities(hosted.entities())
                .setUnwatchedAccounts(isSelf ? status.unwatchedAccounts() : NOT_KNOWN)
                .build();
    }

    private static Member.State state(MemberStatus status) {
        if (status.equals(MemberStatus.up())) {
            return Member.State.UP;
        }
        if (status.equals(MemberStatus.joining()) || status.equals(MemberStatus.weaklyUp())) {
            return Member.State.JOINING;
        }
        boolean isLeaving = status.equals(MemberStatus.leaving()) || status.equals(MemberStatus.exiting());
        return isLeaving ? Member.State.LEAVING : Member.State.DOWN;
    }

    private SymbolStatus symbol(String name, MarketBoard.Posting posting) {
        SymbolStatus.Builder message =
                SymbolStatus.newBuilder().setUnderlying(name).setAgeMillis(NOT_KNOWN);
        board.price(name).ifPresent(published -> {
            ValidatedPrice price = published.price().price();
            message.setFeed(MarginMessages.feed(price.state()))
                    .setPriceId(MarginMessages.priceId(price.id()))
                    .setIndex(MarginMessages.plain(price.price().exact()))
                    .setAgeMillis(Math.max(0, clock.nowMillis() - price.timeMillis()));
        });
        return message.build();
    }

    private static LagQuantiles lag(NodeStatus.Lag lag) {
        return LagQuantiles.newBuilder()
                .setCount(lag.count())
                .setP50Micros(lag.p50Micros())
                .setP99Micros(lag.p99Micros())
                .setP999Micros(lag.p999Micros())
                .setMaxMicros(lag.maxMicros())
                .build();
    }

    private static String hostPort(Address address) {
        return address.getHost().orElse("") + ":"
                + address.getPort().map(Object::toString).orElse("");
    }
}
