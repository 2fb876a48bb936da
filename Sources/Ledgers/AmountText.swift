// SPDX-License-Identifier: Apache-2.0
//
// An amount as an office spells it → whole fen, exactly, or the reason why not.
//
// Form: an optional 人民币, ¥ or RMB; digits, with commas between groups of three, and a decimal
// fraction; then a unit of the cell's own, bare or in brackets (`50(万)`, `800万元人民币`, `1.2亿`).
// A bare number has the unit of its column. Full-width signs and blanks are folded first.
// Law: no binary fraction anywhere; a part of a fen is refused, not rounded; a range, a word, a unit
// without a number (`#万人民币`) is no amount, and never 0. Dollars and euros are kept as such.

public import Pipeline

/// What the text of an amount says.
public enum AmountText: Hashable, Sendable {
    /// There is no text.
    case blank
    case amount(Money)
    /// There is text that gives no amount: the rule it breaks, and a sentence.
    case refused(Rule, String)

    /// Reads an amount.
    ///
    /// - Parameter defaultUnit: the unit of a bare number; nil where nothing names one, and then a
    ///   bare number is refused (`unitOfMeasure`).
    /// - Returns: refusals by `subFenAmount`, `amountNegative`, `amountTooLarge` (above 10¹⁷ fen),
    ///   `unitOfMeasure`, or `wrongType` for all that is no amount.
    public static func parse(_ text: String, defaultUnit: AmountUnit?) -> AmountText {
        let word = Spelling.withoutBlanks(Spelling.folded(text)).lowercased()
        if word.isEmpty { return .blank }
        var rest = Substring(word)
        let mark = marks.first { rest.hasPrefix($0.0) }
        rest.removeFirst(mark?.0.count ?? 0)
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        guard let number = Decimal(prefix: &rest) else {
            return .refused(.wrongType, "“\(text)” is no amount")
        }
        guard let unit = CellUnit(rest, prefix: mark?.1, defaultUnit: defaultUnit) else {
            return rest.isEmpty
                ? .refused(.unitOfMeasure, "“\(text)” names no unit, nor does its heading")
                : .refused(.wrongType, "“\(text)” is no amount")
        }
        if isNegative { return .refused(.amountNegative, "“\(text)” is below zero") }
        return scaled(number, by: unit, text)
    }

    private static func scaled(
        _ number: Decimal, by unit: CellUnit, _ text: String
    ) -> AmountText {
        guard number.fractionDigits <= unit.power else {
            return .refused(.subFenAmount, "“\(text)” holds a part of a fen")
        }
        guard var value = number.digits else {
            return .refused(.amountTooLarge, "“\(text)” is too large")
        }
        for _ in number.fractionDigits..<unit.power {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            if isTooLarge { return .refused(.amountTooLarge, "“\(text)” is too large") }
            value = product
        }
        guard value <= Money.levelMaximumFen else {
            return .refused(.amountTooLarge, "“\(text)” is too large")
        }
        var money = Money(fen: value)
        money.currency = unit.currency
        return .amount(money)
    }

    private static let marks: [(String, Currency)] = [
        ("人民币", .cny), ("rmb", .cny), ("cny", .cny), ("¥", .cny),
        ("usd", Currency(text: "USD")!), ("us$", Currency(text: "USD")!),
        ("hkd", Currency(text: "HKD")!), ("eur", Currency(text: "EUR")!),
    ]
}

/// Unsigned digits and how many of them stand behind the point; zeros at the end are dropped.
struct Decimal {
    /// nil where there are more digits than any amount has.
    var digits: Int64?
    var fractionDigits: Int

    /// Takes the number that a text begins with; nil where it begins with none, or where its commas
    /// do not stand between groups of three.
    init?(prefix rest: inout Substring) {
        let number = rest.prefix { $0 == "," || $0 == "." || ("0"..."9").contains($0) }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, number.contains(where: { $0 != "," && $0 != "." }) else {
            return nil
        }
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        guard groups.count == 1 || isGrouped else { return nil }
        var fraction = parts.count == 2 ? parts[1] : ""
        if fraction.contains(",") { return nil }
        while fraction.last == "0" { fraction.removeLast() }
        fractionDigits = fraction.count
        digits = Int64(groups.joined() + fraction)
        rest = rest[number.endIndex...]
    }
}

/// The unit and currency of a number: those of its cell, else those of its column.
struct CellUnit {
    var power: Int
    var currency = Currency.cny

    /// nil where the suffix is no unit, and for a bare number without a unit in its column or with a
    /// currency of its own, which leaves open whether the column's unit was meant.
    init?(_ suffix: Substring, prefix: Currency?, defaultUnit: AmountUnit?) {
        if suffix.isEmpty {
            guard prefix == nil, let defaultUnit else { return nil }
            power = defaultUnit.fenPower
            return
        }
        var word = suffix
        for (open, close) in [("(", ")"), ("[", "]")]
        where word.hasPrefix(open) && word.hasSuffix(close) {
            word = word.dropFirst().dropLast()
        }
        if let foreign = CellUnit.foreign.first(where: { word.hasSuffix($0.0) }) {
            guard prefix == nil || prefix == foreign.1 else { return nil }
            word.removeLast(foreign.0.count)
            currency = foreign.1
            if word.isEmpty {
                power = AmountUnit.yuan.fenPower
                return
            }
        } else {
            if word.hasSuffix("人民币") { word.removeLast(3) }
            currency = prefix ?? .cny
        }
        guard let unit = AmountUnit.words[String(word)] else { return nil }
        power = unit.fenPower
    }

    private static let foreign: [(String, Currency)] = [
        ("美元", Currency(text: "USD")!), ("美金", Currency(text: "USD")!),
        ("usd", Currency(text: "USD")!), ("港元", Currency(text: "HKD")!),
        ("港币", Currency(text: "HKD")!), ("hkd", Currency(text: "HKD")!),
        ("欧元", Currency(text: "EUR")!), ("eur", Currency(text: "EUR")!),
    ]
}
