// SPDX-License-Identifier: Apache-2.0
//
// The question that gives a figure again: what `groundbreak explain` has to be told, in both clocks.
//
// Law: nothing is left to a default that may move: the unit, the day, the epoch and the position are
// named, and of a task its grade and who set it. So the same words give the same text for ever. The
// gap between two units is no figure but a difference, and its question is one of `groundbreak diff`.

public import Pipeline
public import Rollup

/// A question with one answer.
public struct FigureQuestion: Hashable, Sendable {
    public var figure: FigureName
    public var unit: UnitCode
    public var asOf: CivilDay
    /// Of the journal; unset where the ledger names none.
    public var epoch: String?
    /// Facts up to this position are known.
    public var position: Int64
    /// Of which measure, for a rate, a task or an indicator.
    public var measure: Measure?
    public var grade: TaskGrade?
    public var issuer: String?
    /// Of business entities.
    public var category: EntityCategory?
    /// The first day of a flow of business entities; unset, 1 January.
    public var since: CivilDay?
    /// Of a first crossing.
    public var threshold: Int64?
    /// Of a gap: the unit that is better by so much.
    public var better: UnitCode?
    public var decimals: Int64?
    public var rounding: RoundingRule?
    /// Of the text.
    public var language: Language

    public init(
        _ figure: FigureName, unit: UnitCode, asOf: CivilDay, epoch: String?, position: Int64,
        language: Language
    ) {
        self.figure = figure
        self.unit = unit
        self.asOf = asOf
        self.epoch = epoch
        self.position = position
        self.language = language
    }

    /// The words of the command, the program's name first.
    public var words: [String] {
        let known = (epoch.map { "\($0):" } ?? "") + "\(position)"
        var words = ["groundbreak", better == nil ? "explain" : "diff", figure.rawValue]
        func add(_ flag: String, _ value: String?) {
            if let value { words += ["--\(flag)", value] }
        }
        add("of", measure?.text)
        add("grade", grade?.rawValue)
        add("issuer", issuer)
        add("category", category?.rawValue)
        add("since", since?.text)
        add("threshold", threshold.map { "\($0)" })
        add("unit", unit.text)
        add("to-unit", better?.text)
        add("as-of", asOf.text)
        add("known-at", known)
        if better != nil { add("to-known-at", known) }
        add("decimals", decimals.map { "\($0)" })
        add("rounding", rounding?.rawValue)
        add("lang", language.rawValue.lowercased())
        return words
    }

    /// The command as a shell takes it.
    public var command: String { words.map(ShellWord.quoted).joined(separator: " ") }
}

/// Words for a POSIX shell.
enum ShellWord {
    /// As it is where no character means anything to a shell, else in single quotes.
    static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", ":", "/", "=": true
                // 某市人民政府 means nothing to a shell.
                default: scalar.value > 0x7F && scalar.properties.isAlphabetic
                }
            }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
