// SPDX-License-Identifier: Apache-2.0
//
// Sending whole messages.
//
// Law: would-block and unroutable are answered at the first frame only, when the engine has taken
// nothing. If the peer goes in the middle of a message the engine rolls the message back; that is
// `messageCutShort`. Nobody ever sees a part of a message.
//
// Waiting: after a refusal the socket's EVENTS are read once before POLLOUT is waited for, for the
// engine learns of freed room only by handling its own commands.

import CZeroMQ
import Glibc

extension Socket where R: SendingRole {
    /// Gives the whole message to the engine, or nothing of it. Never blocks.
    ///
    /// A message to a `Router` begins with the peer's routing id and has two frames or more.
    /// Throws `invalidArgument` for a message without frames, `messageCutShort` if the peer went
    /// meanwhile, `wrongState` for a `Reply` without a request, `terminated`.
    public func send(_ message: Message) throws(ZeroMQError) -> SendOutcome {
        let frames = message.frames
        guard frames.count >= (R.self == Router.self ? 2 : 1) else {
            throw ZeroMQError(
                code: .invalidArgument, operation: "send from \(label)",
                text: "a message of \(frames.count) frames is not enough for this role")
        }
        let outcome = try transmit(frames)
        guard outcome == .wouldBlock, R.self == Router.self else { return outcome }
        // A router finds a peer gone only at the end of what that peer sent. Without this look a
        // router that sends and does not receive would call a dead peer busy for ever.
        _ = try core.number(ZMQ_EVENTS)
        return try transmit(frames)
    }

    /// Gives the whole message to the engine, waiting for room or for a peer up to the limit;
    /// `wouldBlock` once it has passed.
    ///
    /// Blocks its thread: not for the cooperative pool.
    public func send(
        _ message: Message, within limit: Duration
    ) throws(ZeroMQError) -> SendOutcome {
        let deadline = Deadline(after: limit)
        while true {
            let outcome = try send(message)
            if outcome != .wouldBlock { return outcome }
            let isReadyByNow = try core.number(ZMQ_EVENTS) & ZMQ_POLLOUT != 0
            if !isReadyByNow {
                let item = unsafe zmq_pollitem_t(
                    socket: core.pointer, fd: 0, events: Int16(ZMQ_POLLOUT), revents: 0)
                unsafe _ = try poll(item, until: deadline, "wait to send from \(label)")
            } else if R.self == Router.self {
                // A router is ready as long as any peer is, so the full one must be asked again.
                _ = Glibc.poll(nil, 0, 1)
            }
            if deadline.hasPassed { return try send(message) }
        }
    }

    private func transmit(_ frames: [Frame]) throws(ZeroMQError) -> SendOutcome {
        try ZeroMQ.transmit(
            frameCount: frames.count, takesTurns: R.socketType.takesTurns, label: label
        ) { index, hasMore throws(ZeroMQError) in
            try put(frames[index], hasMore: hasMore)
        }
    }

    private func put(_ frame: Frame, hasMore: Bool) throws(ZeroMQError) -> PutOutcome {
        let flags = ZMQ_DONTWAIT | (hasMore ? ZMQ_SNDMORE : 0)
        do throws(ZeroMQError) {
            let size = try attempt("send from \(label)") {
                unsafe frame.withUnsafeBytes { bytes in
                    unsafe zmq_send(core.pointer, bytes.baseAddress, bytes.count, flags)
                }
            }
            return size == nil ? .wouldBlock : .taken
        } catch  where error.code.rawValue == EHOSTUNREACH {
            return .unroutable
        }
    }
}

/// What the engine said to one frame.
enum PutOutcome {
    case taken
    case wouldBlock
    case unroutable
}

/// Puts the frames of one message, first to last; whether all of them were taken or none.
///
/// `put` gets the frame's index and whether more follow.
func transmit(
    frameCount: Int, takesTurns: Bool, label: String,
    put: (Int, Bool) throws(ZeroMQError) -> PutOutcome
) throws(ZeroMQError) -> SendOutcome {
    for index in 0..<frameCount {
        switch try put(index, index + 1 < frameCount) {
        case .taken: continue
        case .wouldBlock where index == 0: return .wouldBlock
        case .unroutable where index == 0: return .unroutable
        case .wouldBlock, .unroutable:
            if takesTurns {
                // The engine now discards up to the last frame; without it, it would go on to
                // discard the next message.
                for rest in (index + 1)..<max(frameCount, index + 1) {
                    _ = try put(rest, rest + 1 < frameCount)
                }
            }
            throw ZeroMQError(
                code: .messageCutShort, operation: "send from \(label)",
                text: "the peer went after \(index) of \(frameCount) frames")
        }
    }
    return .sent
}
