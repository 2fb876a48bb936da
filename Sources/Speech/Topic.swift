// SPDX-License-Identifier: Apache-2.0
//
// The words by which a text names measures, in Chinese and English.
//
// A subject names what is measured; an aspect says what of it is told: its task, its growth. Words for
// measures that the ledger does not keep are known as such, so that their numbers are not taken for
// those of the measure named before them.

import Pipeline
import Rollup

/// What is measured.
enum Subject: Hashable {
    case stored, started, startedInPeriod, signed, withdrawn
    /// A sum of capital, by the figure that tells it.
    case capital(FigureName)
    case indicator(Measure)
    case entities
    case rate(FigureName)
    /// Something that the ledger does not keep.
    case other
}

/// What of it.
enum Aspect: Hashable {
    case investment, task, completion, schedule, ahead, behind
    case up, down, yearOnYear
    case stillNeeded, shortfall, markUp, stretch
    case crossing, netIncrease, ofWhich
    /// Registered, deregistered, moved, converted, promoted.
    case flow(FigureName)
    case category(EntityCategory)
    /// Industrial, private: of an investment named before.
    case part(Measure)
    /// Up to a level (增加到), so that what follows is no increment.
    case reaching
    /// The unit that the whole text is of.
    case wholeUnit
    /// 分别: to each thing named its own number.
    case respectively
    /// It makes numbers beside it such as are not judged.
    case doubt(Unread)

    /// Whether it says what of a subject is told.
    var isOfSubject: Bool {
        switch self {
        case .reaching, .wholeUnit, .respectively, .doubt: false
        default: true
        }
    }
}

/// A word of a text that means something here.
struct Token: Hashable {
    var place: Range<Int>
    var subject: Subject?
    var aspects: [Aspect] = []
}

/// The words, longer ones before what they begin with.
struct Lexicon {
    private struct Entry {
        var word: [Character]
        var subject: Subject?
        var aspects: [Aspect]
    }

    private var entries: [Character: [Entry]] = [:]

    /// - Parameter indicators: how the ledger's own indicators are called.
    init(indicators: [(word: String, measure: Measure)]) {
        for (words, subject, aspects) in Self.known { add(words, subject, aspects) }
        for (word, measure) in indicators { add(word, .indicator(measure), []) }
        for key in entries.keys {
            entries[key]!.sort { $0.word.count > $1.word.count }
        }
    }

    private mutating func add(_ words: String, _ subject: Subject?, _ aspects: [Aspect]) {
        for word in words.split(separator: "|") {
            let characters = SpokenText(String(word)).characters
            guard let first = characters.first else { continue }
            entries[first, default: []].append(
                Entry(word: characters, subject: subject, aspects: aspects))
        }
    }

    /// All words of a text in its order; none overlaps another.
    ///
    /// - Returns: those that mean something, and those that change nothing (的, of the).
    func tokens(in text: SpokenText) -> (tokens: [Token], fillers: [Range<Int>]) {
        var (tokens, fillers): ([Token], [Range<Int>]) = ([], [])
        var index = 0
        while index < text.count {
            let entry = entries[text.characters[index]]?.first { text.has($0.word, at: index) }
            if let entry {
                let place = index..<(index + entry.word.count)
                if entry.subject == nil, entry.aspects.isEmpty {
                    fillers.append(place)
                } else {
                    tokens.append(
                        Token(place: place, subject: entry.subject, aspects: entry.aspects))
                }
                index = place.upperBound
            } else {
                index += 1
            }
        }
        return (tokens, fillers)
    }

    private static let known: [(String, Subject?, [Aspect])] =
        projects + money + rest + doubts + plain

    private static let projects: [(String, Subject?, [Aspect])] = [
        (
            "新签约入库项目|新签约入库|签约入库项目|签约入库|新入库项目|新入库|入库项目|入库|"
                + "newly signed and stored|signed-and-stored|signed and stored|newly stored|stored",
            .stored, []
        ),
        ("入库项目投资额|入库项目投资", .stored, [.investment]),
        ("开工项目投资额|开工项目投资", .started, [.investment]),
        ("签约项目投资额|签约项目投资", .signed, [.investment]),
        (
            "期内开工项目|期内开工|本期开工项目|本期开工|累计开工|projects started in the period|"
                + "started in the period", .startedInPeriod, []
        ),
        (
            "新开工项目|新开工|已开工项目|已开工|开工项目|开工建设|开工|have started|has started|"
                + "started|broke ground|commenced", .started, []
        ),
        (
            "新签约项目|新签约|签约项目|签约|contracts signed|signed contracts|signed", .signed,
            []
        ),
        ("已退库或终止|退库或终止|退库|withdrawn or terminated|withdrawn", .withdrawn, []),
        (
            "计划总投资|协议总投资|项目总投资|总投资额|总投资|项目投资额|协议投资额|投资总额|"
                + "total investment|total planned investment", nil, [.investment]
        ),
        ("开工率|start rate", .rate(.startRate), []),
        ("履约率|fulfilment rate", .rate(.fulfilmentRate), []),
        ("投产率|operation rate", .rate(.operationRate), []),
        ("资金到位率|rate of capital in place", .rate(.capitalInPlaceRate), []),
        ("水分率", .rate(.water), []),
    ]

    private static let money: [(String, Subject?, [Aspect])] = [
        (
            "实际使用内资|使用内资|利用内资|实际到位内资|到位内资|引进内资|内资|"
                + "domestic capital utilized|domestic capital utilised|domestic capital",
            .capital(.domesticCapital), []
        ),
        ("新建项目|new projects", .capital(.domesticCapitalNew), []),
        (
            "续建项目|结转项目|carry-over projects", .capital(.domesticCapitalCarryOver), []
        ),
        ("已核实资金|核实资金|verified capital", .capital(.domesticCapitalVerified), []),
        ("境外资金|foreign capital", .capital(.capitalForeign), []),
        ("来源未填的资金|capital without an origin", .capital(.capitalOriginMissing), []),
        ("项目投资|project investment", .indicator(.projectInvestment), []),
        ("工业投资|industrial investment", .indicator(.industrialInvestment), []),
        ("民间投资|private investment", .indicator(.privateInvestment), []),
        ("工业|industrial", nil, [.part(.industrialInvestment)]),
        ("民间|private", nil, [.part(.privateInvestment)]),
        (
            "固定资产投资|固投|房地产投资|基础设施投资|技改投资|地区生产总值|生产总值|gdp|财政收入|"
                + "税收收入|税收|社会消费品零售总额|零售总额|进出口|实际使用外资|使用外资|外资|工业增加值|"
                + "工业用电量|用电量|工业产值|总产值|产值|营业收入|城镇新增就业|就业|粮食|"
                + "居民人均可支配收入|可支配收入|规上企业|规模以上企业|规模以上工业企业|限上企业|"
                + "fixed-asset investment|fixed asset investment|tax revenue|retail sales|"
                + "industrial output|industrial value added|above-scale enterprises|jobs",
            .other, []
        ),
    ]

    private static let rest: [(String, Subject?, [Aspect])] = [
        (
            "经营主体|市场主体|business entities|market entities", .entities, []
        ),
        ("企业|enterprises", nil, [.category(.enterprise)]),
        ("个体工商户|个体户|individual businesses", nil, [.category(.individualBusiness)]),
        (
            "农民专业合作社|专业合作社|合作社|farmers' cooperatives|cooperatives", nil,
            [.category(.farmersCooperative)]
        ),
        ("净增|net increase", nil, [.netIncrease]),
        ("新设立|新设|新登记|新增登记|registered", nil, [.flow(.registered)]),
        ("注销|deregistered", nil, [.flow(.deregistered)]),
        ("迁入|moved in", nil, [.flow(.movedIn)]),
        ("迁出|moved out", nil, [.flow(.movedOut)]),
        ("个转企|converted to enterprises", nil, [.flow(.converted)]),
        ("小升规|promoted above scale", nil, [.flow(.promoted)]),
        (
            "首次突破|首次超过|首次达到|首次迈上|突破|passed|crossed|exceeded|topped|"
                + "first day at or above|for the first time", nil, [.crossing]
        ),
        (
            "年度目标任务|全年目标任务|年度任务|全年任务|目标任务|年度目标|任务|annual task|"
                + "annual target|task|target", nil, [.task]
        ),
        ("完成率|completion rate", nil, [.completion]),
        ("超序时进度|超序时|快于序时|高于序时|快于进度|领先|ahead of schedule|ahead", nil, [.ahead]),
        ("欠序时进度|欠序时|慢于序时|低于序时|欠进度|落后|滞后|behind schedule|behind", nil, [.behind]),
        ("序时进度|时序进度|pro-rata schedule|schedule", nil, [.schedule]),
        ("同比增长|同比上升|同比提高", nil, [.yearOnYear, .up]),
        ("同比下降|同比减少|同比回落", nil, [.yearOnYear, .down]),
        (
            "同比|比上年同期|较上年同期|比去年同期|较去年同期|比上年|较上年|比去年|较去年|more than last year|year on year|year-on-year|"
                + "on the year before|on a year earlier|from a year earlier", nil, [.yearOnYear]
        ),
        ("增长|上升|增加|提高|增速|增幅|新增|多|up|growth|more|grew|rose|increased", nil, [.up]),
        ("负增长|下降|减少|回落|降幅|少|down|fewer|fell|declined|decreased", nil, [.down]),
        ("今后月均还需|月均还需|每月还需|still needed a month|still needed", nil, [.stillNeeded]),
        ("季度欠进度|short of the quarter", nil, [.shortfall]),
        ("任务加码|target mark-up", nil, [.markUp]),
        ("奋斗|stretch", nil, [.stretch]),
        ("其中|of which|of them|of it", nil, [.ofWhich]),
    ]

    /// Words of which the ledger tells nothing, or that make of a figure another one.
    private static let doubts: [(String, Subject?, [Aspect])] = [
        (
            "增加到|增加至|增长到|增长至|增至|上升到|上升至|提高到|提高至|升至|下降到|下降至|降至|减少到|减少至|减至|"
                + "rose to|grew to|increased to|up to|fell to|declined to|decreased to|down to",
            nil, [.reaching]
        ),
        (
            "全县|我县|本县|全区|我区|本区|the county|the county's|the district|our county", nil,
            [.wholeUnit]
        ),
        ("分别|respectively", nil, [.respectively]),
        (
            "全市|我市|本市|全省|我省|全国|邻县|兄弟县|the city|the province|the country|nationwide", nil,
            [.doubt(.otherPlace)]
        ),
        (
            "不|未|没有|没|并非|非|无|否|no|not|never|none|neither|nor|without|fail|failed|fails|"
                + "hardly|didn't|wasn't|hasn't", nil, [.doubt(.negated)]
        ),
        (
            "当月|本月|单月|上月|当季|本季|单季|本季度|当季度|当日|当天|当周|本周|this month|that month|"
                + "in the month|this quarter|in the quarter|monthly|quarterly", nil,
            [.doubt(.partOfYear)]
        ),
        (
            "月均|日均|人均|户均|平均|季均|年均|每月|每个月|每天|每日|每户|每个|per month|a month|per day|a day|"
                + "per head|per capita|on average|average|each|per", nil, [.doubt(.average)]
        ),
        (
            "环比|两年平均|占比|占|比重|比例|month on month|month-on-month|quarter on quarter|"
                + "share|percentage", nil, [.doubt(.otherGrowth)]
        ),
        (
            "计划|规划|力争|争取|目标|明年|来年|下半年|预计全年|全年预计|预计到|有望|将|拟|确保|要|下一步|next year|plan|"
                + "plans|planned|planning|aim|aims|will|shall|should|would|expected|expects|"
                + "hope|hopes|forecast", nil, [.doubt(.planned)]
        ),
    ]

    /// Words that change nothing of what a number is of.
    private static let plain: [(String, Subject?, [Aspect])] = [
        (
            "的|为|是|达|达到|实现|完成|了|共|共有|共计|合计|总计|累计|已|已经|且|和|与|及|以及|同时|等|在|至|到|由|从|"
                + "比|较|同|也|以|截至|截止|预计|快报|快报数|预计数|初步统计|个|户|家|项|元|项目|金额|总额|总量|总数|"
                + "数量|数|额|实有|现有|实际|今年|今年以来|年初以来|比年初|较年初|年初|约|大约|超过|超|逾|近|接近|不足|"
                + "不到|不低于|不少于|不小于|至少|不超过|不高于|不多于|最多|至多|以上|以内|以下|多|余|不核减|持平|相比|目前|"
                + "人民币|万元|年末|年底|末|底",
            nil, []
        ),
        (
            "of|the|a|an|and|with|was|is|were|are|be|been|by|came|come|on|at|in|or|about|that|"
                + "this|it|its|since|number|numbers|numbered|had|has|have|so far|for|reached|"
                + "brought|estimate|estimated|flash|preliminary|total|totalled|amounted|to|began|"
                + "new|project|projects|as|until|through|there|s|they|these|those|stood|stands|"
                + "utilized|utilised|rate|year|compared with|compared to|unchanged|approximately|some|nearly|almost|over|"
                + "exceeding|above|under|below|more than|less than|at least|at most|no less than|"
                + "no fewer than|no more than|not less than|not more than|not over|not exceeding|"
                + "overall|altogether|meanwhile|moreover|end|end of|from|between|yuan|rmb|cny|still count",
            nil, []
        ),
    ]
}
