// SPDX-License-Identifier: Apache-2.0
//
// The names of measures. Some the rollup computes from facts; all others are indicators, which
// somebody else measures and a unit reports.

/// A measure by its name: a lower-case letter, then up to 63 letters and digits.
public struct Measure: TextCoded, Comparable {
    public let text: String
    public static var formRule: Rule { .malformedMeasure }

    public init?(text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, (0x61...0x7A).contains(first), bytes.count <= 64,
            bytes.allSatisfy({
                $0.isDigit || (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0)
            })
        else { return nil }
        self.text = text
    }

    init(known text: String) { self.text = text }

    public static func < (left: Measure, right: Measure) -> Bool { left.text < right.text }

    public static let newlyStored = Measure(known: "newlyStored")
    public static let newlyStoredInvestment = Measure(known: "newlyStoredInvestment")
    public static let signed = Measure(known: "signed")
    public static let signedInvestment = Measure(known: "signedInvestment")
    public static let started = Measure(known: "started")
    public static let startedInvestment = Measure(known: "startedInvestment")
    public static let startedOfCohort = Measure(known: "startedOfCohort")
    public static let domesticCapital = Measure(known: "domesticCapital")
    public static let entityStock = Measure(known: "entityStock")
    public static let netIncrease = Measure(known: "netIncrease")

    public static let projectInvestment = Measure(known: "projectInvestment")
    public static let industrialInvestment = Measure(known: "industrialInvestment")
    public static let privateInvestment = Measure(known: "privateInvestment")

    /// What a computed measure is measured in; nil for an indicator, which says so itself.
    public var computedUnit: MeasureUnit? { Measure.computed[self] }

    private static let computed: [Measure: MeasureUnit] = [
        newlyStored: .count, newlyStoredInvestment: .fen, signed: .count, signedInvestment: .fen,
        started: .count, startedInvestment: .fen, startedOfCohort: .count, domesticCapital: .fen,
        entityStock: .count, netIncrease: .count,
    ]
}

/// What a value counts.
public enum MeasureUnit: String, Hashable, Sendable {
    case fen, count
}
