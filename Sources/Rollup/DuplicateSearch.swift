// SPDX-License-Identifier: Apache-2.0
//
// Which projects may be one: pairs with a score and its reasons, for a person to decide.
//
// Points: the approval platform's code 100; the investor's credit code 40, or where one lacks it the
// investor's name 30; a total investment within five in a hundred 20; the same site 20; a near name 20
// (of the pairs of neighbouring signs in both, three in five are shared). A score ends at 100.
//
// Law: every pair of `minimumLeast` points or more is found, though not every pair is looked at: such a
// pair shares a code, an investor or, with a near amount and a near name, a site. Where more than
// `blockMax` share one, only those with a near amount are found.

public import Pipeline

/// Why two projects may be one.
public enum DuplicateReason: String, NamedChoice {
    case approvalCode = "APPROVAL_CODE"
    case investorCode = "INVESTOR_CODE"
    case investorName = "INVESTOR_NAME"
    case nearAmount = "NEAR_AMOUNT"
    case sameSite = "SAME_SITE"
    case nearName = "NEAR_NAME"

    var points: Int {
        switch self {
        case .approvalCode: 100
        case .investorCode: 40
        case .investorName: 30
        case .nearAmount, .sameSite, .nearName: 20
        }
    }
}

/// Two projects that may be one.
public struct DuplicateCandidate: Hashable, Sendable {
    /// That with the lower key.
    public var project: ProjectID
    public var other: ProjectID
    /// Up to 100.
    public var score: Int
    /// One at least, in the order of the list.
    public var reasons: [DuplicateReason]
}

/// Looks for duplicates among projects.
public struct DuplicateSearch {
    /// Below it pairs are not all found.
    public static let minimumLeast = 50
    /// Of more projects that share a code or an investor only pairs with a near amount are looked at: an
    /// investor "to be named" is none.
    public static let blockMax = 500
    /// The most projects that are looked through at a time.
    public static let projectsMax = 200_000

    private struct Row {
        var record: ProjectRecord
        var name: [Unicode.Scalar]
        var investor: String?
        var site: String?
        var fen: Int64?

        init(_ record: ProjectRecord) {
            self.record = record
            name = record.name?.signs ?? []
            investor = record.terms.investor?.plain
            site = record.terms.site?.plain
            fen = record.terms.totalInvestment?.fen
        }
    }

    private let rows: [Row]

    /// - Parameter records: projects; one that is linked to another already is passed over.
    public init(_ records: [ProjectRecord]) {
        rows = records.filter { $0.stage != nil && $0.duplicateOf == nil }
            .sorted { $0.project < $1.project }.map(Row.init)
    }

    /// Pairs by falling score, then by their keys.
    ///
    /// - Parameter minimum: of points, `minimumLeast` to 100.
    public func candidates(minimum: Int) -> [DuplicateCandidate] {
        var found: [Pair: DuplicateCandidate] = [:]
        for pair in pairs() where found[pair] == nil {
            let reasons = reasons(rows[pair.first], rows[pair.second])
            let score = min(100, reasons.reduce(0) { $0 + $1.points })
            guard score >= minimum else { continue }
            found[pair] = DuplicateCandidate(
                project: rows[pair.first].record.project,
                other: rows[pair.second].record.project, score: score, reasons: reasons)
        }
        return found.values.sorted {
            ($1.score, $0.project, $0.other) < ($0.score, $1.project, $1.other)
        }
    }

    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// The pairs that can have so many points.
    private func pairs() -> Set<Pair> {
        var pairs: Set<Pair> = []
        for block in blocks({ $0.record.terms.approvalCode?.text })
            + blocks({ $0.record.terms.investorCode?.text }) + blocks(\.investor)
        {
            guard block.count <= Self.blockMax else {
                addNear(block, to: &pairs)
                continue
            }
            for (place, first) in block.enumerated() {
                for second in block[(place + 1)...] {
                    pairs.insert(Pair(first: first, second: second))
                }
            }
        }
        for block in blocks(\.site) { addNear(block, to: &pairs) }
        return pairs
    }

    /// Of a site's projects only those with a near amount can come so far.
    private func addNear(_ block: [Int], to pairs: inout Set<Pair>) {
        let byAmount = block.filter { rows[$0].fen != nil }.sorted { rows[$0].fen! < rows[$1].fen! }
        for (place, first) in byAmount.enumerated() {
            for second in byAmount[(place + 1)...] {
                guard isNear(rows[first].fen!, rows[second].fen!) else { break }
                pairs.insert(Pair(first: min(first, second), second: max(first, second)))
            }
        }
    }

    /// Rows that share a value, by their places.
    private func blocks(_ key: (Row) -> String?) -> [[Int]] {
        var blocks: [String: [Int]] = [:]
        for (place, row) in rows.enumerated() {
            if let key = key(row) { blocks[key, default: []].append(place) }
        }
        return blocks.values.filter { $0.count > 1 }
    }

    private func reasons(_ left: Row, _ right: Row) -> [DuplicateReason] {
        var reasons: [DuplicateReason] = []
        let (here, there) = (left.record.terms, right.record.terms)
        if let code = here.approvalCode, code == there.approvalCode {
            reasons.append(.approvalCode)
        }
        if let code = here.investorCode, let other = there.investorCode {
            if code == other { reasons.append(.investorCode) }
        } else if let name = left.investor, name == right.investor {
            reasons.append(.investorName)
        }
        if let one = left.fen, let other = right.fen, isNear(one, other) {
            reasons.append(.nearAmount)
        }
        if let site = left.site, site == right.site { reasons.append(.sameSite) }
        if isNear(left.name, right.name) { reasons.append(.nearName) }
        return reasons
    }

    /// Within five in a hundred of the larger.
    private func isNear(_ one: Int64, _ other: Int64) -> Bool {
        let (low, high) = (Int128(min(one, other)), Int128(max(one, other)))
        return low > 0 && (high - low) * 20 <= high
    }

    /// Of all pairs of neighbours in both names, three in five stand in both.
    private func isNear(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Bool {
        guard one.count > 1, other.count > 1 else { return !one.isEmpty && one == other }
        var left: [[Unicode.Scalar]: Int] = [:]
        for pair in zip(one, one.dropFirst()) { left[[pair.0, pair.1], default: 0] += 1 }
        var shared = 0
        for pair in zip(other, other.dropFirst()) {
            let key = [pair.0, pair.1]
            guard let count = left[key], count > 0 else { continue }
            left[key] = count - 1
            shared += 1
        }
        return shared * 2 * 5 >= (one.count + other.count - 2) * 3
    }
}

extension String {
    /// Letters and digits alone, full-width ones as their plain kin, small.
    fileprivate var signs: [Unicode.Scalar] {
        lowercased().unicodeScalars.compactMap { scalar in
            let wide = (0xFF01...0xFF5E).contains(scalar.value)
            let plain = wide ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar
            guard let plain else { return nil }
            let isSign = plain.properties.isAlphabetic || plain.properties.numericType != nil
            return isSign ? plain : nil
        }
    }

    /// The same as a text; nil when nothing is left.
    fileprivate var plain: String? {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: signs)
        return text.isEmpty ? nil : String(text)
    }
}
