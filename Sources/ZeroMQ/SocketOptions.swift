// SPDX-License-Identifier: Apache-2.0
//
// What can be set about a socket, once, before it is bound or connected.
//
// Law: the defaults are those that do not bite. Receiving is unbounded (RCVHWM 0), because with a
// bound a peer's heartbeats can abort the process and `ipc` loses a sender's tail: receive at once
// and bound your own queue. Lingering is finite. A `Router` says that it cannot route, a `Dealer`
// and a `Request` say that nobody is there, a `Request` can be repeated.
//
// Left out: ZMTP heartbeats (the other half of that abort), routing ids (of two equal ones the
// second is mute), time-outs (calls take limits), and CONFLATE (it breaks messages of many frames).

import CZeroMQ

/// Options of a socket of a given role.
public struct SocketOptions<R: Role>: Sendable {
    /// How long messages not yet sent are kept after closing. 0 drops them.
    public var lingerMilliseconds = 1_000

    /// The largest frame that is received, or nil for any.
    ///
    /// A peer that sends a larger one is disconnected, without a word, and what it sent behind that
    /// frame is lost. The engine counts frames, not messages: how many frames a message may have is
    /// for the receiver to judge.
    public var maxFrameBytes: Int?

    /// Send only to peers whose connection is complete, else would block. Without it messages are
    /// queued for endpoints where nobody may ever listen. On for `Dealer` and `Request`.
    ///
    /// Its price: when a connection ends, what it brought and was not yet received is dropped.
    /// Receive at once, and repeat what was not answered.
    public var immediate = R.self == Dealer.self || R.self == Request.self

    /// Accept IPv6 addresses too.
    public var ipv6 = false

    /// Let the system find out that a `tcp` peer is gone; nil leaves it to the system's default.
    public var tcpKeepalive: TCPKeepalive? = TCPKeepalive()

    /// The first pause before connecting again, and the longest one, to which it doubles.
    public var reconnectMilliseconds = 100...2_000

    /// How long a new connection may take to introduce itself before it is dropped.
    public var handshakeMilliseconds = 10_000

    var sendHighWaterStored = 1_000
    var receiveHighWaterStored = 0
    var isMandatory = true
    var isHandover = false
    var isRelaxed = true
    var isCorrelated = true
    var subscriptions: [[UInt8]] = []
}

extension SocketOptions where R: SendingRole {
    /// How many messages wait for one peer before sending would block (a `Publisher` drops). 0 is
    /// unbounded. Across a network the system's buffers hold many more.
    public var sendHighWater: Int {
        get { sendHighWaterStored }
        set { sendHighWaterStored = newValue }
    }
}

extension SocketOptions where R: ReceivingRole {
    /// How many messages of one peer wait to be received; 0, the default, is unbounded.
    ///
    /// Leave it. With a bound, and a peer that uses ZMTP heartbeats, libzmq 4.3.4 can abort this
    /// process (issues 4364, 4767, 3937).
    public var receiveHighWater: Int {
        get { receiveHighWaterStored }
        set { receiveHighWaterStored = newValue }
    }
}

extension SocketOptions where R == Router {
    /// Report a routing id that nobody has as `unroutable`. Without it such messages vanish.
    public var routerMandatory: Bool {
        get { isMandatory }
        set { isMandatory = newValue }
    }

    /// Let a new peer with a known routing id take the place of the old one.
    public var routerHandover: Bool {
        get { isHandover }
        set { isHandover = newValue }
    }
}

extension SocketOptions where R == Request {
    /// Allow a new request though the last one has no reply yet.
    public var requestRelaxed: Bool {
        get { isRelaxed }
        set { isRelaxed = newValue }
    }

    /// Put a number before each request, one frame more, so that a late reply is not taken for
    /// that of the next request. Needed with `requestRelaxed`.
    public var requestCorrelate: Bool {
        get { isCorrelated }
        set { isCorrelated = newValue }
    }
}

extension SocketOptions where R == Subscriber {
    /// Asks for the messages whose first frame begins with these bytes; for all, if there are none.
    ///
    /// Throws `subscriptionTooLong` above 200 bytes.
    public mutating func subscribe(_ prefix: [UInt8]) throws(ZeroMQError) {
        subscriptions.append(try checkedSubscription(prefix))
    }

    /// Asks for the messages whose first frame begins with this text in UTF-8.
    public mutating func subscribe(_ prefix: String) throws(ZeroMQError) {
        try subscribe([UInt8](prefix.utf8))
    }
}

/// How the system probes an idle `tcp` connection.
public struct TCPKeepalive: Sendable, Hashable {
    /// Idle time before the first probe.
    public var idleSeconds: Int
    /// Time between probes.
    public var intervalSeconds: Int
    /// Probes without an answer after which the peer is gone.
    public var probeCount: Int

    /// Probing that finds a dead peer within a minute, unless told otherwise.
    public init(idleSeconds: Int = 30, intervalSeconds: Int = 10, probeCount: Int = 3) {
        self.idleSeconds = idleSeconds
        self.intervalSeconds = intervalSeconds
        self.probeCount = probeCount
    }
}
