// SPDX-License-Identifier: Apache-2.0
//
// What the tests of ledgers share: a digest good enough to tell keys apart, reading a text, and the
// files of the demo county.

import Foundation
import Pipeline

@testable import Ledgers

enum Desk {
    /// Not SHA-256, only as sensitive: two runs of FNV-1a over the bytes from different seeds.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        [0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15].flatMap { (seed: UInt64) -> [UInt8] in
            var hash = seed
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ hash >> 31) &* 0xBF58_476D_1CE4_E5B9
            return (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
        }
    }

    static func reader(_ units: UnitDirectory = UnitDirectory()) -> LedgerReader {
        LedgerReader(ledger: "county", units: units, digest: digest)
    }

    static func read(_ text: String) throws(LedgerError) -> LedgerReading {
        try reader().read(Array(text.utf8), file: "ledger.csv")
    }

    /// One project under a heading of total investment, with a cell of it.
    static func project(amount: String, heading: String = "总投资额(万元)") throws -> RowReport {
        let cell = amount.replacing("\"", with: "\"\"")
        let reading = try read(
            """
            项目编号,责任单位,项目名称,\(heading),协议类型,合同签约时间,入库时间
            P-1,dongling,某项目,"\(cell)",合同,2024-01-05,2024-01-20
            """)
        return reading.rows[0]
    }

    static func bytes(ofCounty file: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "Examples/county/\(file)")))
    }
}

extension RowReport {
    /// The row's details by heading.
    var details: [String: String] {
        var details: [String: String] = [:]
        for fact in facts {
            guard case .detailsSet(let set)? = fact.content else { continue }
            for detail in set.details { details[detail.name ?? ""] = detail.text }
        }
        return details
    }

    var signed: ProjectSigned? {
        for fact in facts { if case .projectSigned(let signed)? = fact.content { return signed } }
        return nil
    }
}
