// SPDX-License-Identifier: Apache-2.0
//
// The frames of a message: `[return path…, "", header, body…]`.
//
// The return path is everything through the first empty frame, at most eight frames: what ROUTER
// put before the message, the mark of a correlating REQ, and the empty frame. It is kept as it came
// and goes back unchanged. Header and bodies are in one encoding, which the header's first byte
// tells, and a reply is in that of its request. This file bounds nothing but the path: how many
// bodies and bytes a worker takes is its own to say.

import Pipeline

/// The frames that lead back to a peer, the empty one included.
public struct ReturnPath: Hashable, Sendable {
    /// The most frames of a path.
    public static let maximumFrames = 8

    /// From one to eight frames, of which the last alone is empty.
    public let frames: [[UInt8]]

    /// The path at the head of a message.
    ///
    /// - Throws: a finding with an empty path when no frame among the first eight is empty; then
    ///   nobody can be answered.
    public init(of message: [[UInt8]]) throws(WireError) {
        guard let end = message.prefix(ReturnPath.maximumFrames).firstIndex(where: \.isEmpty) else {
            throw WireError(
                Finding(.malformedMessage, at: "", "no empty frame among the first eight"))
        }
        frames = Array(message[...end])
    }

    /// A client's own: the empty frame alone.
    public init() { frames = [[]] }

    /// A message along this path; its bodies are in the encoding named.
    public func message(
        header: Header, bodies: [[UInt8]] = [], as encoding: Encoding
    ) -> [[UInt8]] {
        frames + [WireCodec.encode(header, as: encoding)] + bodies
    }
}

/// A message taken apart.
public struct Envelope: Hashable, Sendable {
    public var path: ReturnPath
    public var encoding: Encoding
    public var header: Header
    /// As received; each fact is a body of its own.
    public var bodies: [[UInt8]]

    /// A request, event or reply to send.
    public init(
        path: ReturnPath = ReturnPath(), encoding: Encoding, header: Header, bodies: [[UInt8]] = []
    ) {
        self.path = path
        self.encoding = encoding
        self.header = header
        self.bodies = bodies
    }

    /// Splits a received message.
    ///
    /// - Throws: no return path (see `ReturnPath`), no header, or a finding of the header, whose
    ///   path begins with `header`. In the last two cases `ReturnPath(of:)` still leads to
    ///   the peer.
    public init(frames: [[UInt8]]) throws(WireError) {
        path = try ReturnPath(of: frames)
        let rest = frames[path.frames.count...]
        guard let bytes = rest.first else {
            throw WireError(Finding(.malformedMessage, at: "header", "the header is missing"))
        }
        encoding = Encoding(ofHeader: bytes)
        do {
            header = try WireCodec.decode(
                Header.self, from: bytes, as: encoding, strictness: .lenient)
        } catch {
            var finding = error.finding
            finding.path = finding.path.isEmpty ? "header" : "header." + finding.path
            throw WireError(finding)
        }
        bodies = Array(rest.dropFirst())
    }

    /// The frames of this message.
    public var frames: [[UInt8]] { path.message(header: header, bodies: bodies, as: encoding) }

    /// The frames of an answer: along the same path, in the same encoding.
    public func reply(header: Header, bodies: [[UInt8]] = []) -> [[UInt8]] {
        path.message(header: header, bodies: bodies, as: encoding)
    }

    /// Reads the question that a body holds, leniently.
    ///
    /// - Parameter index: of the body; a missing body is an empty message.
    public func body<R: Record>(_ type: R.Type, at index: Int = 0) throws(WireError) -> R {
        guard bodies.indices.contains(index) else { return R() }
        return try WireCodec.decode(
            type, from: bodies[index], as: encoding, strictness: .lenient)
    }
}
