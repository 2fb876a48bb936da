// SPDX-License-Identifier: Apache-2.0
//
// Facts as PostgreSQL takes them, in its binary form: integers big-endian, a value after its length, a
// day as days since 2000-01-01. Made beforehand, so that the peer's own time is all that is measured.

import Journal
import Pipeline
import Wire
import Workers

/// Parameters of a prepared statement, one after the other.
struct BinaryParameters {
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    var lengths: [Int32] = []

    mutating func append(_ value: [UInt8]) {
        offsets.append(bytes.count)
        lengths.append(Int32(value.count))
        bytes += value
    }
}

/// One fact's columns; the order of `PostgresSchema.columns`.
struct PostgresRow {
    let values: [[UInt8]?]

    /// The types of the columns by their numbers in PostgreSQL: uuid, int2, text, text, date, int8, bytea.
    static let types: [UInt32] = [2_950, 21, 25, 25, 1_082, 20, 17]

    /// - Returns: nil where the fact lacks what an entry needs.
    init?(_ fact: Fact) {
        guard let id = fact.id, let columns = EntryColumns(fact) else { return nil }
        values = [
            id.bytes,
            PostgresRow.big(Int16(columns.kind)),
            Array(columns.subject.utf8),
            columns.unit.map { Array($0.utf8) },
            columns.effectiveDay.map { PostgresRow.big($0 - PostgresRow.epoch) },
            fact.content?.amountFen.map(PostgresRow.big),
            fact.encoded(as: .protobuf),
        ]
    }

    /// 2000-01-01 in days since 1970-01-01.
    private static let epoch: Int32 = 10_957

    static func big(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// A value after its length; -1 for none.
    static func counted(_ value: [UInt8]?) -> [UInt8] {
        guard let value else { return big(Int32(-1)) }
        return big(Int32(value.count)) + value
    }
}

extension [PostgresRow] {
    /// An array of each column.
    var arrays: BinaryParameters {
        var parameters = BinaryParameters()
        for (column, type) in PostgresRow.types.enumerated() {
            var array = PostgresRow.big(Int32(1))
            array += PostgresRow.big(Int32(contains { $0.values[column] == nil } ? 1 : 0))
            array +=
                PostgresRow.big(type) + PostgresRow.big(Int32(count)) + PostgresRow.big(Int32(1))
            for row in self { array += PostgresRow.counted(row.values[column]) }
            parameters.append(array)
        }
        return parameters
    }

    /// A stream for COPY … (FORMAT binary).
    var stream: [UInt8] {
        var bytes = [UInt8]("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
        bytes += [UInt8](repeating: 0, count: 8)
        for row in self {
            bytes += PostgresRow.big(Int16(row.values.count))
            for value in row.values { bytes += PostgresRow.counted(value) }
        }
        return bytes + PostgresRow.big(Int16(-1))
    }
}

extension Content {
    /// The amount that the peers sum: of an arrival, or the investment of a signing.
    var amountFen: Int64? {
        switch self {
        case .capitalArrived(let arrived): arrived.amount?.fen
        case .projectSigned(let signed): signed.terms.totalInvestment?.fen
        default: nil
        }
    }
}

/// What both sides must have in the end: how many facts, and the money that arrived.
struct FactSums {
    var facts = 0
    var fen: Int64 = 0

    mutating func add(_ fact: Fact) {
        facts += 1
        if fact.content?.kind == .capitalArrived { fen += fact.content?.amountFen ?? 0 }
    }

    var text: String { "\(facts) facts, \(fen) fen" }
}
