// SPDX-License-Identifier: Apache-2.0
//
// The changes of a folder as Shim/disk.c wrote them down, and what a power cut may leave of them.
//
// Law: what was synced is there. Of the changes since a file's last sync any may be there and any
// may not, sector by sector; a new or removed name is certain once its folder was synced, and names
// come to be in order. After a failed sync the changes before it are lost, as a kernel that marks
// the pages clean would lose them, although the program still reads them.
//
// A record: kind and length of the name (32 bits each, in one word), inode, offset, length of the
// data, the name, the data; words of 64 bits in the machine's order.

import Foundation
import Seeded
import TestKit
import Testing

struct DiskLog {
    enum Kind: UInt64 {
        case create = 1
        case write
        case truncate
        case sync
        case syncFailed
        case syncFolder
        case unlink
    }

    struct Record {
        let kind: Kind
        let name: String
        let inode: UInt64
        let offset: Int
        let data: [UInt8]
        /// Where it ends in the log.
        let end: Int
    }

    private(set) var records: [Record] = []

    /// Reads a log; a record that was cut short by a kill is left out.
    init(path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        var start = 0
        while start + 32 <= bytes.count {
            let words = (0..<4).map { word in
                (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + word * 8 + $1]) << ($1 * 8) }
            }
            let name = start + 32
            let data = name + Int(words[0] & 0xFFFF_FFFF)
            let end = data + Int(words[3])
            guard end <= bytes.count else { break }
            records.append(
                Record(
                    kind: try #require(Kind(rawValue: words[0] >> 32)),
                    name: String(decoding: bytes[name..<data], as: UTF8.self), inode: words[1],
                    offset: Int(words[2]), data: Array(bytes[data..<end]), end: end))
            start = end
        }
    }

    /// The size of a log so far; what happened before is within it.
    static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.size] as? Int)
    }
}

/// How much of what was not synced a power cut leaves.
enum Leaving: CaseIterable {
    case nothing
    case all
    case prefix
    case some
    case sectors
}

/// A folder as the disk has it.
struct DiskImage {
    private struct File {
        var synced: [UInt8] = []
        var pending: [DiskLog.Record] = []

        mutating func apply(_ change: DiskLog.Record, sector: (Int) -> Bool = { _ in true }) {
            if change.kind == .truncate {
                if synced.count > change.offset { synced.removeLast(synced.count - change.offset) }
                return
            }
            let end = change.offset + change.data.count
            if synced.count < end { synced += Array(repeating: 0, count: end - synced.count) }
            for (index, byte) in change.data.enumerated()
            where sector((change.offset + index) / 512) { synced[change.offset + index] = byte }
        }
    }

    private var files: [File] = []
    private var byInode: [UInt64: Int] = [:]
    private var names: [String: Int] = [:]
    /// Names that came to be (with the file) or went (nil) since the folder was synced.
    private var pendingNames: [(String, Int?)] = []

    /// What is certain after so many records.
    init(_ records: some Sequence<DiskLog.Record>) throws {
        for record in records {
            switch record.kind {
            case .create:
                byInode[record.inode] = files.count
                pendingNames.append((record.name, files.count))
                files.append(File())
            case .unlink: pendingNames.append((record.name, nil))
            case .syncFolder: keepNames(pendingNames.count)
            case .write, .truncate: files[try file(record)].pending.append(record)
            case .sync:
                let file = try file(record)
                for change in files[file].pending { files[file].apply(change) }
                files[file].pending = []
            case .syncFailed:
                // Of a folder nothing is lost by it: it has no file here.
                if let file = byInode[record.inode] { files[file].pending = [] }
            }
        }
    }

    private func file(_ record: DiskLog.Record) throws -> Int {
        try #require(byInode[record.inode], "\(record.name) was never created")
    }

    private mutating func keepNames(_ count: Int) {
        for (name, file) in pendingNames[..<count] { names[name] = file }
        pendingNames = []
    }

    /// Adds what may be there besides.
    mutating func leave(_ leaving: Leaving, using generator: inout Generator) {
        switch leaving {
        case .nothing: pendingNames = []
        case .all: keepNames(pendingNames.count)
        case .prefix, .some, .sectors: keepNames(generator.pick(0...pendingNames.count))
        }
        for index in files.indices {
            let pending = files[index].pending
            let certain = leaving == .prefix ? generator.pick(0...pending.count) : 0
            for (number, change) in pending.enumerated() {
                switch leaving {
                case .nothing: continue
                case .all: files[index].apply(change)
                case .prefix: if number < certain { files[index].apply(change) }
                case .some: if generator.pick(0...1) == 0 { files[index].apply(change) }
                case .sectors:
                    let bits = generator.next()
                    files[index].apply(change) { bits >> UInt64($0 % 64) & 1 == 0 }
                }
            }
            files[index].pending = []
        }
    }

    /// Writes the files into a folder, which must be there.
    func write(to folder: String) throws {
        for (name, file) in names {
            try Data(files[file].synced).write(to: URL(filePath: "\(folder)/\(name)"))
        }
    }
}
