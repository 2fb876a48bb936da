// SPDX-License-Identifier: Apache-2.0
//
// What travels: a message of one or more frames, each of bytes.
//
// Law: a message is whole or it is not there. No call of this module hands out or takes in a part
// of one. What the frames mean, and which of them are a return path, is left to the protocol.

/// One part of a message. It may be empty.
public typealias Frame = [UInt8]

/// All parts of a message, in order. One that is sent has at least one frame.
public struct Message: Sendable, Hashable {
    public var frames: [Frame]

    /// A message of these frames.
    public init(frames: [Frame]) {
        self.frames = frames
    }

    /// A message of these frames.
    public init(_ frames: Frame...) {
        self.init(frames: frames)
    }

    /// A message of these texts, each a frame in UTF-8.
    public init(texts: String...) {
        self.init(frames: texts.map { Frame($0.utf8) })
    }

    /// The sum of the frames' sizes.
    public var byteCount: Int { frames.reduce(0) { $0 + $1.count } }

    /// The frame as text in UTF-8, or nil if it is not valid or there is no such frame.
    public func text(at index: Int) -> String? {
        frames.indices.contains(index) ? String(validating: frames[index], as: UTF8.self) : nil
    }
}

extension Message: ExpressibleByArrayLiteral {
    public init(arrayLiteral frames: Frame...) {
        self.init(frames: frames)
    }
}

/// What became of a message that was to be sent.
public enum SendOutcome: Sendable, Hashable {
    /// The engine has the whole message. It is not yet with the peer, and may never be.
    case sent
    /// The engine took nothing: no peer is there, or its queue is full. Send it again later.
    case wouldBlock
    /// No peer of a `Router` has the routing id of the first frame. Nothing was taken.
    case unroutable
}
