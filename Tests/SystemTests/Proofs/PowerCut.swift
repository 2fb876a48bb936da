// SPDX-License-Identifier: Apache-2.0
//
// A power cut of one installation: its disk as it may stand afterwards, and a worker launched over
// it.

import Foundation
import Seeded
import TestKit
import Testing
import Wire

/// An acknowledgement, and how far the log of the disk had come when it was heard.
struct Heard {
    let outcomes: [Outcome]
    let logSize: Int
}

/// What a power cut came to.
struct Loss {
    var cuts = 0
    var acknowledged = 0
    var lost = 0
}

extension Installed {
    var diskLog: String { "\(folder)/log" }

    /// Cuts the power after so many records of the log, launches ingest over what is left, and
    /// compares it with what had been heard by then.
    func cutPower(
        after count: Int, of log: DiskLog, leaving: Leaving, heard: [Heard],
        _ generator: inout Generator, _ loss: inout Loss
    ) throws {
        loss.cuts += 1
        let name = "cut\(loss.cuts)"
        try makeFolder(name, from: log.records[..<count], leaving, &generator)
        let end = count == 0 ? 0 : log.records[count - 1].end
        var told = try Promised(arrivals: 0)
        for heard in heard where heard.logSize <= end { told.note(heard.outcomes) }
        try launch("ingest", data: name)
        loss.acknowledged += told.positions.count
        loss.lost += told.lost(in: try journaled())
        try stop("ingest")
        try verifies(name)
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }

    private func makeFolder(
        _ name: String, from records: ArraySlice<DiskLog.Record>, _ leaving: Leaving,
        _ generator: inout Generator
    ) throws {
        var image = try DiskImage(records)
        image.leave(leaving, using: &generator)
        try FileManager.default.createDirectory(
            atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
        try image.write(to: "\(folder)/\(name)")
    }
}
