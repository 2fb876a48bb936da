// SPDX-License-Identifier: Apache-2.0
//
// The defaults that keep the engine from biting, read back from the engine.

import Testing

@testable import ZeroMQ

@Suite struct OptionTests {
    let context: Context

    init() throws {
        context = try Context()
    }

    /// Numbers of zmq.h: 24 RCVHWM, 17 LINGER, 39 IMMEDIATE, 75 HEARTBEAT_IVL, 34 TCP_KEEPALIVE.
    @Test func defaults() throws {
        let router = try Socket<Router>(context, label: "router")
        let dealer = try Socket<Dealer>(context, label: "dealer")
        let push = try Socket<Push>(context, label: "push")
        let subscriber = try Socket<Subscriber>(context, label: "subscriber")
        for core in [router.core, dealer.core, subscriber.core] {
            #expect(try core.number(24) == 0)
        }
        for core in [router.core, dealer.core, push.core, subscriber.core] {
            #expect(try core.number(17) == 1_000)
            #expect(try core.number(75) == 0)
            #expect(try core.number(34) == 1)
        }
        #expect(try dealer.core.number(39) == 1)
        #expect(try push.core.number(39) == 0)
    }

    @Test func chosenValuesReachTheEngine() throws {
        let socket = try Socket<Pair>(context, label: "pair") { options in
            options.lingerMilliseconds = 7
            options.sendHighWater = 8
            options.receiveHighWater = 9
            options.ipv6 = true
            options.tcpKeepalive = nil
        }
        #expect(try socket.core.number(17) == 7)
        #expect(try socket.core.number(23) == 8)
        #expect(try socket.core.number(24) == 9)
        #expect(try socket.core.number(42) == 1)
        #expect(try socket.core.number(34) == -1)
    }

    @Test(arguments: [-1, Int(Int32.max) + 1])
    func aValueBeyondItsRangeIsNamed(_ value: Int) throws {
        let error = try #require(throws: ZeroMQError.self) {
            _ = try Socket<Pair>(context, label: "pair") { $0.lingerMilliseconds = value }
        }
        #expect(error.code == .invalidArgument)
        #expect(error.operation.contains("lingerMilliseconds"))
        #expect(context.openSockets == [])
    }

    @Test func theEngineIsTheOneThatWasMeasured() {
        #expect(ZeroMQ.version >= EngineVersion(major: 4, minor: 3, patch: 4))
        #expect(
            EngineVersion(major: 4, minor: 10, patch: 0)
                > EngineVersion(major: 4, minor: 9, patch: 9))
    }
}
