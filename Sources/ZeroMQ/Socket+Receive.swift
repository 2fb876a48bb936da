// SPDX-License-Identifier: Apache-2.0
//
// Receiving whole messages.
//
// Law: once the first frame is here, so are the others, or the peer vanished and the engine has
// dropped them: `messageCutShort`, and no frame is asked for again. A receive that has taken a
// message off its queue is never cancelled.
//
// A frame is copied once, from the engine's slot into an array. `receive(lending:)` lends the slot
// itself, only within the closure: the bytes of a small frame are inside the slot.

import CZeroMQ

extension Socket where R: ReceivingRole {
    /// The next whole message, or nil if there is none now. Never blocks.
    ///
    /// Throws `messageCutShort` if one was lost in the middle (go on receiving), `wrongState` for a
    /// `Reply` that owes a reply or a `Request` that awaits none, `terminated`.
    public func receive() throws(ZeroMQError) -> Message? {
        var frames: [Frame] = []
        let isThere = try receive { frame, _ in
            frames.append(unsafe frame.withUnsafeBytes { unsafe Frame($0) })
        }
        return isThere ? Message(frames: frames) : nil
    }

    /// The next whole message, waiting for one up to the limit; nil once it has passed.
    ///
    /// Blocks its thread: not for the cooperative pool.
    public func receive(within limit: Duration) throws(ZeroMQError) -> Message? {
        let deadline = Deadline(after: limit)
        while true {
            if let message = try receive() { return message }
            let item = unsafe zmq_pollitem_t(
                socket: core.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
            let isReady = unsafe try poll(item, until: deadline, "wait to receive at \(label)")
            if !isReady { return nil }
        }
    }

    /// Lends the frames of the next message, in order, each with whether more follow; false if
    /// there is none now. Never blocks and copies nothing.
    ///
    /// If it throws `messageCutShort` the frames lent so far belong to no message: undo what was
    /// made of them.
    public func receive(
        lending body: (_ frame: borrowing RawSpan, _ hasMore: Bool) -> Void
    ) throws(ZeroMQError) -> Bool {
        try collect(label: label) { () throws(ZeroMQError) in
            let size = try attempt("receive at \(label)") {
                unsafe zmq_msg_recv(core.slot, core.pointer, ZMQ_DONTWAIT)
            }
            guard size != nil else { return .wouldBlock }
            let hasMore = unsafe zmq_msg_more(core.slot) != 0
            let bytes = unsafe UnsafeRawBufferPointer(
                start: zmq_msg_data(core.slot), count: zmq_msg_size(core.slot))
            unsafe body(bytes.bytes, hasMore)
            return hasMore ? .frame : .lastFrame
        }
    }
}

/// What the engine handed out.
enum TakeOutcome {
    case frame
    case lastFrame
    case wouldBlock
}

/// Takes the frames of one message, first to last; false if there was no first.
func collect(
    label: String, take: () throws(ZeroMQError) -> TakeOutcome
) throws(ZeroMQError) -> Bool {
    var frameCount = 0
    while true {
        switch try take() {
        case .frame: frameCount += 1
        case .lastFrame: return true
        case .wouldBlock where frameCount == 0: return false
        case .wouldBlock:
            throw ZeroMQError(
                code: .messageCutShort, operation: "receive at \(label)",
                text: "the peer vanished after \(frameCount) frames")
        }
    }
}
