// SPDX-License-Identifier: Apache-2.0
//
// The words of an office → the closed choices of a fact.
//
// Words are folded, without blanks and in lower case; the wire's own names (CONTRACT, BASE …) are
// taken too. A word that is not listed is no choice: it is kept and flagged, never guessed.

import Pipeline

/// A choice that a ledger writes in words.
protocol WordedChoice {
    static var words: [String: Self] { get }
}

extension WordedChoice {
    static func named(_ word: String) -> Self? { words[word] }
}

extension WordedChoice where Self: NamedChoice {
    static func named(_ word: String) -> Self? {
        words[word] ?? Self(rawValue: word.uppercased())
    }
}

extension AgreementKind: WordedChoice {
    static let words: [String: AgreementKind] = [
        "合同": .contract, "正式合同": .contract, "投资合同": .contract, "合同项目": .contract,
        "框架": .framework, "框架协议": .framework, "意向协议": .framework, "战略合作协议": .framework,
    ]
}

extension Ownership: WordedChoice {
    static let words: [String: Ownership] = [
        "民营": .privately, "私营": .privately, "民间": .privately, "民营企业": .privately,
        "私营企业": .privately, "国有": .state, "国企": .state, "国有企业": .state, "央企": .state,
        "国有控股": .state, "集体": .collective, "集体企业": .collective, "外资": .foreign,
        "外商投资": .foreign, "外商": .foreign, "外资企业": .foreign, "港澳台资": .foreign,
        "中外合资": .foreign,
    ]
}

extension OriginClass: WordedChoice {
    static let words: [String: OriginClass] = [
        "省外": .outOfProvince, "省外内资": .outOfProvince, "省外资金": .outOfProvince,
        "市外": .outOfPrefecture, "市外省内": .outOfPrefecture, "省内市外": .outOfPrefecture,
        "市外资金": .outOfPrefecture, "县外": .outOfCounty, "县外市内": .outOfCounty,
        "市内县外": .outOfCounty, "县外资金": .outOfCounty, "区外": .outOfCounty,
        "境外": .foreign, "外资": .foreign, "港澳台": .foreign, "境外资金": .foreign,
    ]
}

extension TaskGrade: WordedChoice {
    static let words: [String: TaskGrade] = [
        "基本": .base, "基本任务": .base, "基本目标": .base, "约束性": .base,
        "奋斗": .stretch, "奋斗目标": .stretch, "奋斗任务": .stretch, "争先": .stretch,
    ]
}

extension Schedule: WordedChoice {
    static let words: [String: Schedule] = [
        "按月": .byMonths, "月": .byMonths, "月序时": .byMonths, "months": .byMonths,
        "按日": .byDays, "日": .byDays, "按天": .byDays, "days": .byDays,
    ]
}

extension EntityCategory: WordedChoice {
    static let words: [String: EntityCategory] = [
        "企业": .enterprise, "个体工商户": .individualBusiness, "个体": .individualBusiness,
        "农民专业合作社": .farmersCooperative, "合作社": .farmersCooperative,
        "农专": .farmersCooperative, "合计": .total, "总计": .total, "全部": .total,
        "individual": .individualBusiness, "cooperative": .farmersCooperative,
    ]
}

extension Accumulation: WordedChoice {
    static let words: [String: Accumulation] = [
        "累计": .cumulative, "累计值": .cumulative, "本年累计": .cumulative,
        "当期": .alone, "当期值": .alone, "本期": .alone, "当月": .alone,
    ]
}

extension FigureStatus: WordedChoice {
    static let words: [String: FigureStatus] = [
        "预计": .estimate, "预计数": .estimate, "快报": .flash, "快报数": .flash,
        "正式": .final, "正式数": .final, "年报": .final, "定案": .final,
    ]
}

extension UnitKind: WordedChoice {
    static let words: [String: UnitKind] = [
        "国家": .nation, "全国": .nation, "省": .province, "自治区": .province, "直辖市": .province,
        "市": .prefecture, "地级市": .prefecture, "设区市": .prefecture, "州": .prefecture,
        "县": .county, "区": .county, "县级市": .county, "乡镇": .town, "镇": .town, "乡": .town,
        "街道": .town, "部门": .department, "县直部门": .department, "局": .department,
        "园区": .park, "开发区": .park,
    ]
}

extension Measure: WordedChoice {
    static let words: [String: Measure] = [
        "新签约入库": .newlyStored, "新签约入库项目": .newlyStored, "新签约入库项目数": .newlyStored,
        "新签约入库总投资": .newlyStoredInvestment, "新签约入库项目总投资": .newlyStoredInvestment,
        "签约": .signed, "签约项目": .signed, "签约项目数": .signed, "签约总投资": .signedInvestment,
        "开工": .started, "开工项目": .started, "开工项目数": .started,
        "新开工项目": .started, "开工总投资": .startedInvestment,
        "使用内资": .domesticCapital, "到位内资": .domesticCapital, "实际使用内资": .domesticCapital,
        "利用内资": .domesticCapital, "实际到位内资": .domesticCapital,
        "经营主体": .entityStock, "实有经营主体": .entityStock, "经营主体实有": .entityStock,
        "经营主体净增": .netIncrease, "净增经营主体": .netIncrease,
        "项目投资": .projectInvestment, "项目投资额": .projectInvestment,
        "工业投资": .industrialInvestment, "民间投资": .privateInvestment,
    ]
}
