// SPDX-License-Identifier: Apache-2.0
//
// How an answer rounds: one rule, and decimals by what is printed (DOMAIN.md, R3 and R4).

public import Pipeline

/// The rounding rule and the decimals of each kind of number, each from 0 to 4.
///
/// A value outside 0–4 is a programming error: whoever reads it from a request limits it first.
public struct Rounding: Hashable, Sendable {
    /// The range of all decimals.
    public static let decimals = 0...4

    public var rule: RoundingRule
    /// Of rates, in percent.
    public var percentDecimals: Int { didSet { Rounding.check(percentDecimals) } }
    /// Of differences of rates, in percentage points.
    public var pointsDecimals: Int { didSet { Rounding.check(pointsDecimals) } }
    /// Of amounts from 1亿元 up.
    public var yiDecimals: Int { didSet { Rounding.check(yiDecimals) } }
    /// Of amounts below 1亿元.
    public var wanDecimals: Int { didSet { Rounding.check(wanDecimals) } }

    /// The defaults: half away from zero, percent 1, points 1, 亿元 2, 万元 0.
    public init(
        rule: RoundingRule = .halfUp, percentDecimals: Int = 1, pointsDecimals: Int = 1,
        yiDecimals: Int = 2, wanDecimals: Int = 0
    ) {
        self.rule = rule
        self.percentDecimals = percentDecimals
        self.pointsDecimals = pointsDecimals
        self.yiDecimals = yiDecimals
        self.wanDecimals = wanDecimals
        for places in [percentDecimals, pointsDecimals, yiDecimals, wanDecimals] {
            Rounding.check(places)
        }
    }

    private static func check(_ places: Int) {
        precondition(decimals.contains(places), "0 to 4 decimals")
    }
}
