// SPDX-License-Identifier: Apache-2.0
//
// Money: whole minor units of a named currency. There is no fraction of a fen anywhere.
//
// Only CNY is ever summed; other currencies are kept and shown. The limits keep every sum of a
// nation's ledger inside Int128 with room to spare (DOMAIN.md, section 3).

/// An amount in minor units (fen for CNY) of a currency.
public struct Money: Hashable, Sendable {
    public var minorUnits: Int64?
    public var currency: Currency?

    public init() {}

    public init(fen: Int64) {
        minorUnits = fen
        currency = .cny
    }

    /// The amount in fen when the currency is CNY; nil for other currencies or an unset amount.
    public var fen: Int64? { currency == .cny ? minorUnits : nil }

    /// Largest total investment or arrival: 10¹⁴ fen (a trillion yuan).
    public static let projectMaximumFen: Int64 = 100_000_000_000_000
    /// Largest task or indicator: 10¹⁷ fen.
    public static let levelMaximumFen: Int64 = 100_000_000_000_000_000
}

/// A currency by its three ISO 4217 letters.
public struct Currency: TextCoded {
    public let text: String
    public static var formRule: Rule { .malformedCurrency }
    public static let cny = Currency(text: "CNY")!

    public init?(text: String) {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            return nil
        }
        self.text = text
    }
}
