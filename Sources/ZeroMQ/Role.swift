// SPDX-License-Identifier: Apache-2.0
//
// What a socket is for, as a type without values, so that the compiler knows what it can do:
// `Socket<Publisher>` has no `receive`, `Socket<Subscriber>` no `send`.
//
// Left out on purpose: the draft roles (they open, yet are not part of the released library), and
// XPUB, XSUB and STREAM, whose messages are of another kind.

import CZeroMQ

/// What a socket is for. Only the roles of this module conform.
public protocol Role {
    static var socketType: SocketType { get }
}

/// A role whose sockets can send.
public protocol SendingRole: Role {}

/// A role whose sockets can receive.
public protocol ReceivingRole: Role {}

/// The engine's name of a role. It cannot be made outside this module.
public struct SocketType: Sendable, Hashable {
    let rawValue: Int32
    /// The engine sends to one of several peers in turn; if that peer goes in the middle of a
    /// message it discards the frames up to the last one, which therefore must still be given.
    let takesTurns: Bool

    init(_ rawValue: Int32, takesTurns: Bool = false) {
        self.rawValue = rawValue
        self.takesTurns = takesTurns
    }
}

/// Many peers, each addressed by the routing id in the first frame, for servers.
public enum Router: SendingRole, ReceivingRole {
    public static var socketType: SocketType { SocketType(ZMQ_ROUTER) }
}

/// Peers in turn, any number of messages under way, for clients.
public enum Dealer: SendingRole, ReceivingRole {
    public static var socketType: SocketType { SocketType(ZMQ_DEALER, takesTurns: true) }
}

/// One request at a time, each followed by its reply.
public enum Request: SendingRole, ReceivingRole {
    public static var socketType: SocketType { SocketType(ZMQ_REQ, takesTurns: true) }
}

/// One reply to each request, in order.
public enum Reply: SendingRole, ReceivingRole {
    public static var socketType: SocketType { SocketType(ZMQ_REP) }
}

/// One message to all who subscribed to its beginning. What a slow one misses is lost.
public enum Publisher: SendingRole {
    public static var socketType: SocketType { SocketType(ZMQ_PUB) }
}

/// The messages whose first frame begins with a subscription.
public enum Subscriber: ReceivingRole {
    public static var socketType: SocketType { SocketType(ZMQ_SUB) }
}

/// Work handed out to pullers in turn.
public enum Push: SendingRole {
    public static var socketType: SocketType { SocketType(ZMQ_PUSH, takesTurns: true) }
}

/// Work taken in from pushers, fairly.
public enum Pull: ReceivingRole {
    public static var socketType: SocketType { SocketType(ZMQ_PULL) }
}

/// Exactly one peer, mostly another thread over `inproc`.
public enum Pair: SendingRole, ReceivingRole {
    public static var socketType: SocketType { SocketType(ZMQ_PAIR) }
}
