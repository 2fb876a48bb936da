// SPDX-License-Identifier: Apache-2.0
//
// Who speaks to whom, and the messages between them.
//
// A peer of a ROUTER is known by the bytes that it puts before a message: the node and its launch,
// so that a reply to a process that has died goes nowhere.

/// A process, or one of its sockets.
enum Node: Hashable, Sendable {
    case ingest
    case query
    case rollup
    /// The socket by which the query front asks ingest.
    case front
    case client(Int)

    private var word: UInt8 {
        switch self {
        case .ingest: 0
        case .query: 1
        case .rollup: 2
        case .front: 3
        case .client(let number): UInt8(4 + number)
        }
    }

    /// What a ROUTER knows it by.
    func identity(launch: Int) -> [UInt8] {
        [1, word, UInt8(launch >> 8 & 0xFF), UInt8(launch & 0xFF)]
    }

    static func peer(identity: [UInt8]) -> (node: Node, launch: Int)? {
        guard identity.count == 4, identity[0] == 1 else { return nil }
        let node: Node =
            switch identity[1] {
            case 2: .rollup
            case 3: .front
            default: .client(Int(identity[1]) - 4)
            }
        return (node, Int(identity[2]) << 8 | Int(identity[3]))
    }
}

/// A message on its way.
struct Letter: Sendable {
    var from: Node
    /// Of the sender; for a reply, of the process that it is meant for.
    var launch: Int
    var to: Node
    var frames: [[UInt8]]

    var isReply: Bool { from == .ingest || from == .query }
}
