// SPDX-License-Identifier: Apache-2.0
//
// The engine's side of one socket: its address, its receive slot, its locks, and its place in the
// context's list. `Socket` owns it and types it; a `Poller` keeps it so that a closed socket is a
// typed error and not a dangling address.
//
// Law: one thread, from opening to closing. Closing is idempotent, and afterwards the address is
// nil, which the engine answers with ENOTSOCK. Only closing is never repeated when interrupted.

import CZeroMQ
import Glibc

@safe
final class SocketCore {
    let context: Context
    let type: SocketType
    let label: String
    private let id: Int
    private(set) var pointer: UnsafeMutableRawPointer?
    /// Where messages arrive. At a fixed place, for the bytes of one of up to 33 are inside it.
    let slot: UnsafeMutablePointer<zmq_msg_t>
    private var locks: [String: EndpointLock] = [:]

    init(_ context: Context, _ type: SocketType, label: String) throws(ZeroMQError) {
        let opened = try context.open(type, label: label)
        self.context = context
        self.type = type
        self.label = label
        id = opened.id
        unsafe pointer = unsafe opened.handle.pointer
        unsafe slot = .allocate(capacity: 1)
        unsafe slot.initialize(to: zmq_msg_t())
        unsafe _ = zmq_msg_init(slot)
    }

    deinit {
        close()
        unsafe _ = zmq_msg_close(slot)
        unsafe slot.deallocate()
    }

    func close() {
        guard let open = unsafe pointer else { return }
        unsafe pointer = nil
        unsafe _ = zmq_close(open)
        locks = [:]
        context.noteClosed(id)
    }
}

// MARK: Endpoints

extension SocketCore {
    func bind(_ endpoint: Endpoint) throws(ZeroMQError) -> String {
        let operation = "bind \(label) to \(endpoint.text)"
        let lock = try endpoint.lockPath.map { path throws(ZeroMQError) in
            try EndpointLock(path, operation)
        }
        try check(operation) { unsafe zmq_bind(pointer, endpoint.text) }
        let resolved = try text(ZMQ_LAST_ENDPOINT)
        locks[resolved] = lock
        context.noteOpened(resolved, by: id)
        return resolved
    }

    func connect(_ endpoint: Endpoint) throws(ZeroMQError) {
        try check("connect \(label) to \(endpoint.text)") {
            unsafe zmq_connect(pointer, endpoint.text)
        }
        context.noteOpened(endpoint.text, by: id)
    }

    func unbind(_ endpoint: Endpoint) throws(ZeroMQError) {
        try check("unbind \(label) from \(endpoint.text)") {
            unsafe zmq_unbind(pointer, endpoint.text)
        }
        locks[endpoint.text] = nil
        context.noteClosed(endpoint.text, by: id)
    }

    func disconnect(_ endpoint: Endpoint) throws(ZeroMQError) {
        try check("disconnect \(label) from \(endpoint.text)") {
            unsafe zmq_disconnect(pointer, endpoint.text)
        }
        context.noteClosed(endpoint.text, by: id)
    }
}

// MARK: Options

extension SocketCore {
    func set(_ option: Int32, _ value: Int32) throws(ZeroMQError) {
        var value = value
        try check("set option \(option) of \(label)") {
            unsafe zmq_setsockopt(pointer, option, &value, MemoryLayout<Int32>.size)
        }
    }

    func set(_ option: Int32, wide value: Int64) throws(ZeroMQError) {
        var value = value
        try check("set option \(option) of \(label)") {
            unsafe zmq_setsockopt(pointer, option, &value, MemoryLayout<Int64>.size)
        }
    }

    func set(_ option: Int32, bytes: [UInt8]) throws(ZeroMQError) {
        try check("set option \(option) of \(label)") {
            unsafe zmq_setsockopt(pointer, option, bytes, bytes.count)
        }
    }

    func number(_ option: Int32) throws(ZeroMQError) -> Int32 {
        var value: Int32 = 0
        var size = MemoryLayout<Int32>.size
        try check("read option \(option) of \(label)") {
            unsafe zmq_getsockopt(pointer, option, &value, &size)
        }
        return value
    }

    /// A text option, without the NUL at its end. No endpoint is longer than the buffer.
    func text(_ option: Int32) throws(ZeroMQError) -> String {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        var size = bytes.count
        try check("read option \(option) of \(label)") {
            unsafe zmq_getsockopt(pointer, option, &bytes, &size)
        }
        return String(decoding: bytes.prefix(max(size - 1, 0)), as: UTF8.self)
    }
}
