// SPDX-License-Identifier: Apache-2.0
//
// The rule of each figure in words: numerator and denominator.
//
// Law: the English words are those of the table in docs/MEASURES.md, letter by letter; a test reads
// it. P is the period from 1 January, A the as-of day. A denominator of 1 is not said.

public import Rollup

/// The formula of a figure in words.
public struct FigureRule: Hashable, Sendable, Worded {
    public var numerator: Wording
    /// Nil where the figure is no fraction.
    public var denominator: Wording?

    /// Both, as one sentence.
    public var wording: Wording {
        guard let denominator else { return numerator }
        return Wording(
            "分子：\(numerator.zh)；分母：\(denominator.zh)",
            "numerator: \(numerator.en); denominator: \(denominator.en)")
    }

    private init(_ zh: String, _ en: String, over denominator: Wording? = nil) {
        numerator = Wording(zh, en)
        self.denominator = denominator
    }

    /// The rule of a figure.
    public static func of(_ name: FigureName) -> FigureRule {
        projects(name) ?? capital(name) ?? tasks(name) ?? levels(name)
    }

    private static func projects(_ name: FigureName) -> FigureRule? {
        switch name {
        case .newlyStored:
            FigureRule("已签合同并已入库的项目数，按二者中较晚之日计", "projects with a contract and a library entry")
        case .newlyStoredInvestment:
            FigureRule("新签约入库项目截至A日的总投资", "total investment of the newly stored, as of A")
        case .newlyStoredSinceWithdrawn:
            FigureRule(
                "新签约入库项目中截至A日已终止或退库的；仅列示，不从任何数中扣除，没有则不列",
                "of the newly stored, those terminated or withdrawn by A; "
                    + "shown, taken out of nothing; absent when none")
        case .participated:
            FigureRule(
                "新签约入库项目中本单位或下级单位于计入日占有份额的；与新签约入库项目相同时不列",
                "of the newly stored, those in which the unit or one below it has a share on the day "
                    + "they count for; absent when the same as newlyStored")
        case .startedOfCohort:
            FigureRule("新签约入库项目中截至A日已开工的", "of the newly stored, those started by A")
        case .startRate:
            FigureRule(
                "新签约入库项目中已开工的；口径为SIGNED时为P期签约合同中截至A日已开工的",
                "startedOfCohort; with cohort SIGNED those of the contracts signed in P "
                    + "that started by A",
                over: Wording("新签约入库项目；口径为SIGNED时为签约项目", "newlyStored; with SIGNED signed"))
        case .started:
            FigureRule("P期开工且截至A日已签约入库的项目数", "projects started in P, newly stored by A")
        case .startedInvestment:
            FigureRule("本期开工项目的总投资", "total investment of the started")
        case .signed:
            FigureRule(
                "签约合同数，每个项目只计一次，按首份合同", "contracts, once a project, at the first contract")
        case .signedInvestment:
            FigureRule(
                "签约合同截至A日的总投资", "total investment of the contracts signed, as of A")
        case .fulfilmentRate:
            FigureRule(
                "P期签约合同中截至A日已履约的", "of the contracts signed in P, those fulfilled by A",
                over: Wording("签约项目", "signed"))
        case .operationRate:
            FigureRule(
                "P期签约合同中截至A日已投产的", "of the contracts signed in P, those operational by A",
                over: Wording("签约项目", "signed"))
        default: nil
        }
    }

    private static func capital(_ name: FigureName) -> FigureRule? {
        switch name {
        case .capitalInPlaceRate:
            FigureRule(
                "P期签约合同截至A日到位的全部人民币资金，不论来源",
                "all capital in CNY, by A and of any origin, of the contracts signed in P",
                over: Wording("签约项目总投资", "signedInvestment"))
        case .domesticCapital:
            FigureRule(
                "新签约入库项目到位的县外内资",
                "arrivals of domestic capital from outside the county, of newly stored projects")
        case .domesticCapitalNew:
            FigureRule(
                "使用内资中，到位日不晚于项目签约入库当年年末的，含更早年度",
                "of domesticCapital, arrivals until the end of the project's year of newly stored, "
                    + "earlier years too")
        case .domesticCapitalCarryOver:
            FigureRule(
                "使用内资中，到位日晚于项目签约入库当年的",
                "of domesticCapital, arrivals after the project's year of newly stored")
        case .domesticCapitalVerified:
            FigureRule(
                "使用内资中截至A日已核实的，计入到位日；没有则不列",
                "of domesticCapital, what is verified by A; absent when nothing is")
        case .water:
            FigureRule(
                "使用内资减其中已核实的；未经核实的视为未核实，没有核实则不列",
                "domesticCapital − domesticCapitalVerified, what nobody looked at included; "
                    + "absent when nothing is verified",
                over: Wording("使用内资", "domesticCapital"))
        case .capitalOriginMissing:
            FigureRule(
                "到位资金与项目均未填来源的；不计入合计",
                "arrivals with no origin of their own or of the project; in no sum")
        case .capitalForeign: FigureRule("境外到位资金；不计入合计", "foreign arrivals (境外); in no sum")
        case .capitalInside:
            FigureRule("县域内到位资金；不计入合计", "arrivals from inside the county; in no sum")
        case .capitalUnjudged:
            FigureRule(
                "来源为行政区划、而责任单位及其上级均无区划的到位资金；不计入合计",
                "arrivals from a division, where the host's line names none; in no sum")
        case .capitalNotStored:
            FigureRule(
                "截至A日尚未签约入库的项目的县外到位资金；入库前不计入合计",
                "arrivals from outside, of projects not newly stored by A; in no sum until they are"
            )
        case .share:
            FigureRule(
                "本单位使用内资", "the unit's domesticCapital",
                over: Wording("所查单位使用内资", "that of the unit asked about"))
        default: nil
        }
    }

    private static func tasks(_ name: FigureName) -> FigureRule? {
        switch name {
        case .task:
            FigureRule(
                "本单位当年任务，按截至A日的最近一次调整，基本任务在前",
                "the unit's own tasks of the year by their latest adjustment until A, base first")
        case .completionRate:
            FigureRule("P期完成数", "the measure over P", over: Wording("年度任务", "the task"))
        case .proRata:
            FigureRule(
                "月末不晚于A日的月数；或年初至A日的天数；或进度曲线已到的一点，以万分之一计",
                "months whose last day ≤ A; or days of the year to A; "
                    + "or the curve's last point reached, in basis points",
                over: Wording("12；全年天数；10,000", "12; days of the year; 10,000"))
        case .aheadBehind:
            FigureRule(
                "完成率减序时进度，按分数相减", "completionRate − proRata, as fractions",
                over: Wording("两个分母之积", "the product of both denominators"))
        case .stillNeeded:
            FigureRule(
                "任务数减完成数，不小于0", "max(0, task − actual)",
                over: Wording(
                    "12减月末不晚于A日的月数；满12时无此数（年度已结束）",
                    "12 − months whose last day ≤ A; none (\"year over\") at 12"))
        case .quarterShortfall:
            FigureRule(
                "任务数乘本季末序时分子减完成数乘其分母，不小于0，不计入任务",
                "max(0, task × what is due at the end of A's quarter − actual × the denominator); "
                    + "never added to the task",
                over: Wording("12；全年天数；10,000", "12; days of the year; 10,000"))
        case .targetMarkUp:
            FigureRule(
                "直接下级任务之和减本单位任务；同一指标、同一级别，每个下级单位取首个；没有分解则不列",
                "Σ tasks of the units directly below, of one measure and grade the first of each, − the task; "
                    + "absent when none has one", over: Wording("年度任务", "the task"))
        default: nil
        }
    }

    private static func levels(_ name: FigureName) -> FigureRule {
        switch name {
        case .indicator:
            FigureRule(
                "当年截止期不晚于A日的最近一期报送数，累计优先于单期；同一期以状态高者、再以序号大者为准",
                "the latest value of the year reported for a day ≤ A, cumulative before alone; "
                    + "of two for one period the higher status, then position")
        case .yearOnYear:
            FigureRule(
                "本期数减基期数；基期为上年同一时段，月末对月末",
                "value − base; the base is the same span a year earlier, month end to month end",
                over: Wording("基期数；不为正或缺时无此数", "the base; none if ≤ 0 or missing"))
        case .entityStock:
            FigureRule(
                "A日末最近一次报送数及其后变动：本单位报送的总数，无则三类别之和，无则下级单位合计，再无则已报类别之和；"
                    + "说明注明所用的一种，以及各级是否有缺",
                "at the end of A, by the last report and what changed since: the unit's total, else the sum of all three categories, "
                    + "else the sum of the units below, else the categories there are; "
                    + "the notes say which, and at every level above whether a part is missing")
        case .netIncrease:
            FigureRule(
                "P期末实有数减P期前一日末实有数",
                "stock at the end of P less stock at the end of the day before it")
        case .firstCrossing:
            FigureRule(
                "首次报送之日起，实有数不少于n的最早一日；n未给时为已达到的最近一个整万",
                "the earliest day with stock ≥ n, at or after the first report; "
                    + "n unset: the last full ten thousand reached")
        case .converted:
            FigureRule(
                "本单位P期由个体工商户或农民专业合作社转为企业的，不计入新设与注销；没有则不列",
                "of the unit, those that became enterprises in P, in neither registered nor "
                    + "deregistered where kept singly; absent when none")
        case .stockDifference:
            FigureRule(
                "净增 −（新设 − 注销 + 迁入 − 迁出），分类别时并计单个个转企；为下级单位合计或未报送任何变动时不列",
                "netIncrease − (registered − deregistered + movedIn − movedOut), of a category with the "
                    + "conversions kept singly; absent where the stock is that of the units below or no flow was told"
            )
        case .promoted:
            FigureRule(
                "本单位P期升为规上或限上的，每个主体只计一次，不影响实有数；没有则不列",
                "of the unit, those promoted above scale in P, once an entity, no change of the "
                    + "stock; absent when none")
        default:
            FigureRule(
                "本单位P期自身报送数与单个主体数：有总数用总数，否则为各类别之和",
                "the unit's own counts and single entities in P: the total where one was "
                    + "reported, else the sum of categories")
        }
    }
}
