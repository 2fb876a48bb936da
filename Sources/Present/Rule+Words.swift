// SPDX-License-Identifier: Apache-2.0
//
// A sentence for each rule of the ledger: what is wrong or worth knowing, for whoever typed the
// fact. The finding's own detail says which value; the rule's code stays the same on the wire.
//
// One table in the order of the rules; it is long because the rules are many.

public import Pipeline

extension Rule: Worded {
    public var wording: Wording {
        switch self {
        case .malformedID: Wording("编号不是规范的UUID。", "The id is no UUID in its usual form.")
        case .malformedDay:
            Wording("日期须写作年-月-日，如2024-06-30，且须存在。", "A day is written as 2024-06-30 and exists.")
        case .malformedCode: Wording("代码格式不正确。", "The code is not of its form.")
        case .malformedDivision:
            Wording("行政区划代码格式不正确。", "The division code is not of its form.")
        case .malformedIndustry:
            Wording("行业代码格式不正确。", "The industry code is not of its form.")
        case .malformedCreditCode:
            Wording(
                "统一社会信用代码格式或校验位不正确。",
                "The unified social credit code has a wrong form or check character.")
        case .malformedCurrency:
            Wording("币种须为三个大写字母。", "A currency is three upper-case letters.")
        case .malformedOrigin:
            Wording("资金来源须为区划代码或来源类别。", "An origin is a division code or a class of origins.")
        case .malformedMeasure: Wording("指标名称格式不正确。", "The measure's name is not of its form.")
        case .malformedDigest:
            Wording("佐证材料的摘要格式不正确。", "The digest of the evidence is not of its form.")
        case .malformedMessage: Wording("报文无法解析。", "The message can't be read.")
        case .unknownField: Wording("含有未知字段。", "There is a field that nobody knows.")
        case .unknownChoice: Wording("选项不在规定范围内。", "The value is none of the choices.")
        case .duplicateKey: Wording("同一字段出现两次。", "A field is there twice.")
        case .wrongType: Wording("字段类型不正确。", "The field has the wrong type.")
        case .textTooLong: Wording("文字过长。", "The text is too long.")
        case .fieldMissing: Wording("缺少必填项。", "A field that is needed is missing.")
        case .fieldNotAllowed: Wording("此处不得填写该项。", "This field may not stand here.")
        case .unknownUnit: Wording("责任单位未设立。", "The unit is not defined.")
        case .dateInFuture: Wording("日期晚于今天。", "The day lies in the future.")
        case .dateOutOfRange: Wording("日期超出可用范围。", "The day is out of range.")
        case .amountNegative: Wording("金额不得为负。", "The amount may not be negative.")
        case .amountZero: Wording("金额不得为零。", "The amount may not be zero.")
        case .amountTooLarge: Wording("金额超过上限。", "The amount is above the limit.")
        case .subFenAmount: Wording("金额不足一分的部分不予接受。", "An amount has no part below one fen.")
        case .countOutOfRange: Wording("数量超出可用范围。", "The count is out of range.")
        case .unitAlreadyDefined: Wording("责任单位已经设立。", "The unit is defined already.")
        case .unitIsItsOwnParent:
            Wording("责任单位不能隶属于自身。", "A unit can't stand below itself.")
        case .unitTooDeep: Wording("责任单位层级过深。", "The tree of units is too deep.")
        case .unitClosed: Wording("责任单位已撤销。", "The unit is closed.")
        case .sharesNotWhole:
            Wording("各单位份额之和须为一万（万分之一）。", "Shares sum to 10000 basis points.")
        case .alreadyADuplicate:
            Wording("项目已认定为重复项目。", "The project is a duplicate already.")
        case .notADuplicate: Wording("项目未认定为重复。", "The project is no duplicate.")
        case .hasDuplicates:
            Wording("另有项目认定为与其重复。", "Other projects are duplicates of it.")
        case .bundleInBundle:
            Wording("打包项目不得嵌套或重叠。", "Bundles don't nest or overlap.")
        case .projectIsDuplicate:
            Wording("该项目已认定为重复，不单独计入。", "The project counts as another one.")
        case .periodIsClosed: Wording("该期间已经关账。", "The period is closed already.")
        case .periodIsOpen: Wording("该期间未关账。", "The period is open.")
        case .lateWithoutReason:
            Wording("期间已关账，补报须说明理由。", "The period is closed: what is late says why.")
        case .notLate:
            Wording("期间未关账，无需补报理由。", "The fact is not late and needs no reason.")
        case .unknownProject:
            Wording("项目未登记线索或签约。", "The project is not known: neither a lead nor signed.")
        case .alreadySigned: Wording("项目已经签约。", "The project is signed already.")
        case .notAFramework:
            Wording("只有框架协议可以转为合同。", "Only a framework can be upgraded.")
        case .notAContract: Wording("只有合同项目可以入库。", "Only a contract can be stored.")
        case .alreadyStored: Wording("项目已经入库。", "The project is stored already.")
        case .alreadyStarted: Wording("项目已经开工。", "The project is started already.")
        case .notStarted: Wording("项目尚未开工。", "The project is not started yet.")
        case .alreadyOperational: Wording("项目已经投产。", "The project is operational already.")
        case .projectClosed:
            Wording("项目已终止或退库，须先恢复。", "The project is closed; reinstate it first.")
        case .projectOpen: Wording("项目未终止或退库，无需恢复。", "The project is open.")
        case .fourEyes:
            Wording(
                "入库审核人不得为签约登记人。", "Who stores a project may not be who signed it.")
        case .alreadyKnown: Wording("项目已有登记。", "The project is known already.")
        case .alreadyNegotiating: Wording("项目已在谈。", "The project is negotiated already.")
        case .alreadyFulfilled: Wording("合同已经履约。", "The contract is fulfilled already.")
        case .alreadyInStatistics:
            Wording("项目已经入统。", "The project is in the statistics bureau's library already.")
        case .notOperational: Wording("项目尚未投产。", "The project is not operational yet.")
        case .alreadyAtCapacity: Wording("项目已经达产。", "The project is at capacity already.")
        case .projectSuspended: Wording("项目已停建，须先复工。", "The project is suspended.")
        case .notSuspended: Wording("项目未停建，无需复工。", "The project is not suspended.")
        case .progressOutOfRange:
            Wording("进度须在零至一万（万分之一）之间。", "Progress is 0 to 10000 basis points.")
        case .progressBeforeStart: Wording("未开工已有进度。", "Progress before the start.")
        case .progressFell: Wording("进度低于此前所报。", "Less progress than reported before.")
        case .evidenceMissing: Wording("未附佐证材料。", "There is no evidence.")
        case .otherBasis:
            Wording("同一项目、来源、年度的资金须按同一口径报送。", "One basis for a project, origin and year.")
        case .otherKeeping:
            Wording(
                "同一单位、类别、年度的经营主体只能按汇总数或按单个主体之一登记。",
                "A unit's category of a year is kept by counts or by single entities.")
        case .otherCategory:
            Wording("类别与主体或其信用代码不符。", "The category is not that of the entity or its code.")
        case .unknownEntity: Wording("该主体尚未登记。", "The entity is not in the ledger.")
        case .entityKnown: Wording("该主体已有登记。", "The entity is in the ledger already.")
        case .entityClosed:
            Wording("该主体已注销、迁出或转为企业。", "The entity is struck off, gone or converted.")
        case .entityElsewhere: Wording("主体所在单位不符。", "The entity stands at another unit.")
        case .alreadyPromoted: Wording("该主体已经升规。", "The entity is above scale already.")
        case .capitalFell: Wording("累计数低于此前所报。", "A cumulative value fell.")
        case .sumDiffers:
            Wording("合计与所汇总的各行不符。", "A row of sums differs from the rows it sums.")
        case .taskNotSet: Wording("该年度任务尚未下达。", "No such annual task is set.")
        case .adjustedOutsideTask:
            Wording("调整日须在任务下达之后、当年之内。", "The day lies outside the task's own days.")
        case .otherSubject:
            Wording("只有项目或任务可以指定责任人。", "Only a project or a task has an owner.")
        case .taskAlreadySet: Wording("该年度任务已经下达。", "This annual task is set already.")
        case .unitOfMeasure:
            Wording("数值的计量单位与指标不符。", "The value is not in the measure's unit.")
        case .curveInvalid:
            Wording("序时曲线须为十二个不下降的点，末点为全额。", "A curve has twelve points, never falls, ends whole.")
        case .measureIsComputed:
            Wording("该指标由系统计算，不能报送。", "The measure is computed and can't be reported.")
        case .indicatorFinal:
            Wording("正式数只能以更正方式修改。", "A final value changes only by a correction.")
        case .periodInvalid: Wording("期间的止日早于起日。", "The period ends before it begins.")
        case .alreadyPublished:
            Wording("该名称已经公布过。", "Something of this name is published already.")
        case .lampIsGreen: Wording("预警须为黄灯或红灯。", "A warning is yellow or red.")
        case .alreadyIssued: Wording("该名称的预警已经发出。", "A warning of this name is issued.")
        case .unknownWarning: Wording("没有发出过该预警。", "No such warning is issued.")
        case .warningClosed: Wording("该预警已经解除。", "The warning is closed already.")
        case .alreadyOpened: Wording("该名称的督办已经下达。", "An order of this name is opened.")
        case .unknownOrder: Wording("没有下达过该督办。", "No such order is opened.")
        case .orderClosed: Wording("该督办已经办结。", "The order is closed already.")
        case .notEscalated:
            Wording("只能接续已升级的督办。", "Only an order that was escalated is followed.")
        case .orderFollowsItself:
            Wording("督办不能接续自身。", "An order does not follow itself.")
        case .alreadyAdopted:
            Wording("该名称的口径已经启用。", "A rule set of this name is there already.")
        case .decimalsOutOfRange: Wording("小数位数须为零至四。", "Decimals are 0 to 4.")
        case .lampRuleInvalid:
            Wording("亮灯规则写法不正确。", "The lamp rule is not of its form.")
        case .lampGap: Wording("亮灯规则有空档。", "There is a gap between the lamp rules.")
        case .lampOverlap: Wording("亮灯规则有重叠。", "Lamp rules overlap.")
        case .rungInvalid:
            Wording("督办层级写法不正确。", "The rung of the ladder is not of its form.")
        case .malformedSubject:
            Wording("事项的写法不正确。", "The subject is not of its form: family/key.")
        case .unknownFact: Wording("该事项没有这条记录。", "No such fact of the subject is logged.")
        case .notTheNewestLink:
            Wording("只能更正或作废现行有效的记录。", "Only what is in force can be corrected or voided.")
        case .otherKind:
            Wording("更正须与原记录种类相同。", "A correction is of the kind of what it corrects.")
        case .laterFactUnlawful:
            Wording("此后的记录将因此不成立。", "A later fact would become unlawful.")
        case .fourEyesNotEnforced:
            Wording("未能验证入库审核人与签约登记人不同。", "Four eyes are not enforced.")
        case .daysOutOfOrder:
            Wording("日期早于此前的节点。", "The day lies before an earlier milestone.")
        case .startedBeforeStored:
            Wording("先于入库开工，入库后方可计入。", "Started before stored; counts once it is stored.")
        case .startedBeforeContract: Wording("先于合同签订开工。", "Started before a contract.")
        case .currencyNotSummed:
            Wording("非人民币金额只展示，不汇总。", "An amount not in CNY is shown and never summed.")
        case .originMissing:
            Wording("未填资金来源，单列且不计入。", "No origin: shown apart and not counted.")
        case .projectNotStored:
            Wording("项目尚未入库，入库后方可计入。", "Not stored yet; counts once it is stored.")
        }
    }
}
