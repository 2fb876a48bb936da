// SPDX-License-Identifier: Apache-2.0
//
// From options to the engine's numbers.
//
// Law: a value beyond its range is a typed error that names the option, and nothing is clamped.
// The engine accepts each option on any role but the few below, so those are asked for by role.

import CZeroMQ

extension SocketOptions {
    func apply(to core: SocketCore) throws(ZeroMQError) {
        try setCommon(core)
        try setConnection(core)
        if R.self == Router.self {
            try core.set(ZMQ_ROUTER_MANDATORY, isMandatory ? 1 : 0)
            try core.set(ZMQ_ROUTER_HANDOVER, isHandover ? 1 : 0)
        }
        if R.self == Request.self {
            try core.set(ZMQ_REQ_RELAXED, isRelaxed ? 1 : 0)
            try core.set(ZMQ_REQ_CORRELATE, isCorrelated ? 1 : 0)
        }
        for prefix in subscriptions { try core.set(ZMQ_SUBSCRIBE, bytes: prefix) }
    }

    private func setCommon(_ core: SocketCore) throws(ZeroMQError) {
        try core.set(ZMQ_LINGER, number(lingerMilliseconds, "lingerMilliseconds"))
        try core.set(ZMQ_RCVHWM, number(receiveHighWaterStored, "receiveHighWater"))
        try core.set(ZMQ_SNDHWM, number(sendHighWaterStored, "sendHighWater"))
        try core.set(ZMQ_IMMEDIATE, immediate ? 1 : 0)
        if let maxFrameBytes {
            let limit = try number(maxFrameBytes, "maxFrameBytes")
            try core.set(ZMQ_MAXMSGSIZE, wide: Int64(limit))
        }
    }

    private func setConnection(_ core: SocketCore) throws(ZeroMQError) {
        let pauses = reconnectMilliseconds
        try core.set(ZMQ_RECONNECT_IVL, number(pauses.lowerBound, "reconnectMilliseconds", from: 1))
        try core.set(ZMQ_RECONNECT_IVL_MAX, number(pauses.upperBound, "reconnectMilliseconds"))
        try core.set(
            ZMQ_HANDSHAKE_IVL, number(handshakeMilliseconds, "handshakeMilliseconds", from: 1))
        try core.set(ZMQ_IPV6, ipv6 ? 1 : 0)
        guard let tcpKeepalive else { return }
        try core.set(ZMQ_TCP_KEEPALIVE, 1)
        try core.set(
            ZMQ_TCP_KEEPALIVE_IDLE, number(tcpKeepalive.idleSeconds, "idleSeconds", from: 1))
        try core.set(
            ZMQ_TCP_KEEPALIVE_INTVL,
            number(tcpKeepalive.intervalSeconds, "intervalSeconds", from: 1))
        try core.set(
            ZMQ_TCP_KEEPALIVE_CNT, number(tcpKeepalive.probeCount, "probeCount", from: 1))
    }

    private func number(
        _ value: Int, _ name: String, from least: Int = 0
    ) throws(ZeroMQError) -> Int32 {
        guard value >= least, let number = Int32(exactly: value) else {
            throw ZeroMQError(
                code: .invalidArgument, operation: "set \(name)",
                text: "\(value) is outside \(least)...\(Int32.max)")
        }
        return number
    }
}
