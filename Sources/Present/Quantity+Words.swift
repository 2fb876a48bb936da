// SPDX-License-Identifier: Apache-2.0
//
// The field's words for what the ledger sums. Where a figure is just that sum, the figure's words.

public import Rollup

extension Quantity: Worded {
    public var wording: Wording {
        figure?.wording ?? own
    }

    private var figure: FigureName? {
        switch self {
        case .signed: .signed
        case .signedInvestment: .signedInvestment
        case .newlyStored: .newlyStored
        case .newlyStoredInvestment: .newlyStoredInvestment
        case .participated: .participated
        case .started: .started
        case .startedInvestment: .startedInvestment
        case .capitalOriginMissing: .capitalOriginMissing
        case .capitalForeign: .capitalForeign
        case .capitalInside: .capitalInside
        case .capitalUnjudged: .capitalUnjudged
        case .capitalNotStored: .capitalNotStored
        case .capitalVerified: .domesticCapitalVerified
        case .task: .task
        case .entityStock: .entityStock
        case .entitiesRegistered: .registered
        case .entitiesDeregistered: .deregistered
        case .entitiesMovedIn: .movedIn
        case .entitiesMovedOut: .movedOut
        case .entitiesConverted: .converted
        case .entitiesPromoted: .promoted
        case .indicator: .indicator
        default: nil
        }
    }

    private var own: Wording {
        switch self {
        case .newlyStoredSinceWithdrawn:
            Wording("新签约入库后退库或终止", "Newly stored, since withdrawn or terminated")
        case .startedOfCohort: Wording("新签约入库且已开工", "Newly stored and started")
        case .startedOfSigned: Wording("签约项目中已开工", "Contracts signed and started")
        case .fulfilledOfSigned: Wording("签约项目中已履约", "Contracts signed and fulfilled")
        case .operationalOfSigned: Wording("签约项目中已投产", "Contracts signed and operational")
        case .bundled: Wording("打包项目及其子项目", "Bundles and their parts")
        case .capitalOfSigned: Wording("签约项目到位资金", "Capital of contracts signed")
        case .capitalNew: Wording("新建项目使用内资", "Domestic capital of new projects")
        case .capitalCarryOver:
            Wording("续建项目使用内资", "Domestic capital of carry-over projects")
        case .fourEyesNotEnforced: Wording("入库审核未经验证", "Stored without proof of four eyes")
        case .entityStockReports: Wording("实有数报送次数", "Reports of a stock")
        case .indicatorStatus: Wording("指标状态", "Status of an indicator")
        default: Wording("\(self)", "\(self)")
        }
    }
}
