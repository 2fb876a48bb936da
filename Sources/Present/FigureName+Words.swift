// SPDX-License-Identifier: Apache-2.0
//
// The field's words for each figure, and words for a number that is missing and for what stands
// beside a number. Units and grades are added by `FigureLabel`.

public import Rollup

extension FigureName: Worded {
    public var wording: Wording {
        switch self {
        case .newlyStored: Wording("新签约入库项目", "Projects newly signed and stored")
        case .newlyStoredInvestment:
            Wording("新签约入库项目总投资", "Total investment of newly signed and stored projects")
        case .newlyStoredSinceWithdrawn:
            Wording("其中已退库或终止", "Of which since withdrawn or terminated")
        case .participated: Wording("参与招引项目", "Projects taken part in")
        case .started: Wording("本期开工", "Projects started in the period")
        case .startedInvestment:
            Wording("本期开工项目总投资", "Total investment of projects started in the period")
        case .startedOfCohort: Wording("其中已开工", "Of which started")
        case .signed: Wording("签约项目", "Contracts signed")
        case .signedInvestment: Wording("签约项目总投资", "Total investment of contracts signed")
        case .startRate: Wording("开工率", "Start rate")
        case .fulfilmentRate: Wording("履约率", "Fulfilment rate")
        case .operationRate: Wording("投产率", "Operation rate")
        case .capitalInPlaceRate: Wording("资金到位率", "Rate of capital in place")
        case .domesticCapital: Wording("使用内资", "Domestic capital utilized")
        case .domesticCapitalNew: Wording("其中新建项目", "Of which new projects")
        case .domesticCapitalCarryOver: Wording("其中续建项目", "Of which carry-over projects")
        case .domesticCapitalVerified: Wording("其中已核实", "Of which verified")
        case .water: Wording("水分率", "Claimed and not verified")
        case .capitalOriginMissing: Wording("来源未填的资金", "Capital without an origin")
        case .capitalForeign: Wording("境外资金", "Foreign capital")
        case .capitalInside: Wording("县域内资金", "Capital from inside the county")
        case .capitalUnjudged: Wording("来源未能判定的资金", "Capital whose origin can't be judged")
        case .capitalNotStored: Wording("未入库项目资金", "Capital of projects not stored")
        case .task: Wording("年度任务", "Annual task")
        case .completionRate: Wording("完成率", "Completion rate")
        case .proRata: Wording("序时进度", "Pro-rata schedule")
        case .aheadBehind: Wording("超欠进度", "Ahead or behind")
        case .stillNeeded: Wording("月均还需", "Still needed")
        case .quarterShortfall: Wording("季度欠进度", "Short of the quarter")
        case .targetMarkUp: Wording("任务加码", "Mark-up of the split")
        case .indicator: Wording("指标", "Indicator")
        case .yearOnYear: Wording("同比", "Year on year")
        case .entityStock: Wording("经营主体实有", "Business entities, stock")
        case .netIncrease: Wording("净增", "Net increase")
        case .firstCrossing: Wording("首次突破", "First crossing")
        case .registered: Wording("新设", "Registered")
        case .deregistered: Wording("注销", "Deregistered")
        case .movedIn: Wording("迁入", "Moved in")
        case .movedOut: Wording("迁出", "Moved out")
        case .converted: Wording("个转企", "Converted to enterprises")
        case .promoted: Wording("小升规", "Promoted above scale")
        case .stockDifference: Wording("实有与变动之差", "Stock not explained by flows")
        case .share: Wording("占比", "Share")
        }
    }
}

extension MissingReason: Worded {
    public var wording: Wording {
        switch self {
        case .noReport: Wording("未报送", "not reported")
        case .noBase: Wording("缺基期数", "no base to compare with")
        case .baseNotPositive: Wording("基期数不为正", "the base is not positive")
        case .yearOver: Wording("年度已结束", "year over")
        case .noneCounted: Wording("无可计算基数", "nothing to take a rate of")
        case .neverCrossed: Wording("尚未达到", "not reached yet")
        case .taskIsZero: Wording("任务数为零", "the task is zero")
        }
    }
}

extension RankNote: Worded {
    public var wording: Wording {
        switch self {
        case .withinRounding: Wording("与上一名的差距小于进位", "The gap is smaller than rounding")
        case .withinUnverified:
            Wording("与上一名的差距小于其未核实资金", "The gap is smaller than money not verified")
        case .otherDays:
            Wording("数据期与同组不同，单列", "Of other days than its peers': listed apart")
        }
    }
}

extension FigureNote {
    /// Whether it would stand at most figures of an answer, so that it is said once beside all.
    public var isGeneral: Bool {
        switch self {
        case .fourEyesNotEnforced, .bundlesAsOne, .bundlesByParts, .treeOfToday: true
        default: false
        }
    }
}

extension FigureNote: Worded {
    public var wording: Wording {
        switch self {
        case .fourEyesNotEnforced:
            Wording("入库审核人与签约登记人是否为不同人未经验证", "Four eyes not enforced")
        case .sumOfUnitsBelow:
            Wording(
                "本单位未报送，为下级单位合计",
                "Sum of the units below; the unit reported none of its own")
        case .sumOfCategories:
            Wording("未报送总数，为各类别合计", "Sum of the categories; no total was reported")
        case .partsMissing:
            Wording("有下级单位或类别未报送，合计不完整", "A unit below or a category is missing")
        case .flowsMissing:
            Wording("部分变动未报送，按已报送的计", "Some flows were not reported; by those that were")
        case .notCounted: Wording("单列，不计入合计", "Shown apart and counted in no sum")
        case .earlierPeriod:
            Wording("最近一期数据早于查询日", "The latest period reported ends before the day asked")
        case .cohortSigned: Wording("以本期签约合同为基数", "Of the contracts signed in the period")
        case .bundlesAsOne: Wording("打包项目按一个项目计", "Each bundle counts as one project")
        case .bundlesByParts: Wording("打包项目按子项目计", "Each bundle counts by its parts")
        case .treeOfToday:
            Wording("可比口径：按查询日的隶属关系汇总", "Summed by the tree of the day asked")
        case .mayNotAdd:
            Wording("各项分别四舍五入，合计可能不等", "Parts are rounded apart and may not add up")
        }
    }
}
