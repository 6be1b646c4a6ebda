/** server.properties of the local broker. */
export const properties = ({ port, controller, data }) => `
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
controller.quorum.bootstrap.servers=127.0.0.1:${controller}
log.dirs=${data}
auto.create.topics.enable=false
num.partitions=12
default.replication.factor=1
# Topics that Kafka keeps for itself: one partition each is plenty on one machine, and quick to load.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
# The cleaner's table is 128 MB of heap by default; these logs hold some thousand keys.
log.cleaner.dedupe.buffer.size=8388608
log.cleaner.threads=1
log.segment.bytes=67108864
log.index.size.max.bytes=524288
num.io.threads=4
num.network.threads=2
background.threads=2
num.recovery.threads.per.data.dir=2
# An idle controller otherwise writes a record twice a second.
metadata.max.idle.interval.ms=10000
`;
