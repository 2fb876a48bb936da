// SPDX-License-Identifier: Apache-2.0
//
// What the health tests of a project allow (DOMAIN.md, section 4). They are data: an answer carries those
// it used, so that a reader need not know them by heart and an office may have its own.

/// The limits of the health tests.
public struct HealthLimits: Hashable, Sendable {
    /// Months from the contract to the start.
    public var startMonths = 12
    /// Months from the start to the first capital.
    public var capitalMonths = 3
    /// Months from the start until capital has to be `lowCapitalBasisPoints` of the total investment.
    public var lowCapitalMonths = 6
    public var lowCapitalBasisPoints = 1_500
    /// How far reported progress and capital, each as a part of its whole, may lie apart.
    public var stepBasisPoints = 3_000
    /// Days from the beginning of the negotiation to an agreement.
    public var negotiatingDays = 45
    /// Days from the contract to the library.
    public var signedDays = 20

    /// The product's own.
    public init() {}
}
