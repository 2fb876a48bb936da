// SPDX-License-Identifier: Apache-2.0
//
// Subscriptions: prefixes, their limit, and taking them back.

import Testing
import ZeroMQ

@Suite struct SubscriptionTests {
    let context: Context

    init() throws {
        context = try Context()
    }

    @Test(arguments: [0, 1, 199, 200])
    func aPrefixUpToTheLimitArrives(_ size: Int) throws {
        let publisher = try Socket<Publisher>(context, label: "publisher")
        let topic = [UInt8](repeating: 97, count: size)
        let subscriber = try Socket<Subscriber>(context, label: "subscriber") {
            options throws(ZeroMQError) in
            try options.subscribe(topic)
        }
        try subscriber.connect(publisher.bind("tcp://127.0.0.1:*"))
        #expect(try publish([topic, [1]], from: publisher, until: subscriber) == [topic, [1]])
    }

    @Test(arguments: [201, 246, 255, 1_000])
    func aLongerOneIsRefused(_ size: Int) throws {
        let topic = [UInt8](repeating: 97, count: size)
        let early = #expect(throws: ZeroMQError.self) {
            _ = try Socket<Subscriber>(context, label: "subscriber") {
                options throws(ZeroMQError) in
                try options.subscribe(topic)
            }
        }
        #expect(early?.code == .subscriptionTooLong)
        let subscriber = try Socket<Subscriber>(context, label: "subscriber")
        let late = #expect(throws: ZeroMQError.self) { try subscriber.subscribe(topic) }
        #expect(late?.code == .subscriptionTooLong)
    }

    @Test func onlyWhatIsAskedForArrives() throws {
        let publisher = try Socket<Publisher>(context, label: "publisher")
        let subscriber = try Socket<Subscriber>(context, label: "subscriber")
        try subscriber.connect(publisher.bind("tcp://127.0.0.1:*"))
        try subscriber.subscribe(Array("a/".utf8))
        try subscriber.subscribe(Array("end".utf8))
        let end = Message(texts: "end")
        #expect(try publish(end, from: publisher, until: subscriber) == end)
        for topic in ["b/1", "a", "a/1"] { _ = try publisher.send(Message(texts: topic)) }
        var message = try subscriber.receive(within: patience)
        while message == end { message = try subscriber.receive(within: patience) }
        #expect(message == Message(texts: "a/1"))
        try subscriber.unsubscribe(Array("a/".utf8))
    }

    /// Publishes again and again, since a subscription takes effect some time later.
    private func publish(
        _ message: Message, from publisher: borrowing Socket<Publisher>,
        until subscriber: borrowing Socket<Subscriber>
    ) throws -> Message? {
        let limit = ContinuousClock.now + patience
        while ContinuousClock.now < limit {
            _ = try publisher.send(message)
            if let received = try subscriber.receive(within: .milliseconds(5)) { return received }
        }
        return nil
    }
}
