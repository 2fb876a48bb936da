// SPDX-License-Identifier: Apache-2.0
//
// Rules for tasks that are set: what adjusts them, and who answers for them or for a project.

extension AdmissionState {
    func judge(_ task: TaskAdjusted, into docket: inout Docket) {
        docket.need(task.measure != nil, docket.own("measure"))
        docket.need(task.year != nil, docket.own("year"))
        docket.need(task.issuer?.isEmpty == false, docket.own("issuer"))
        docket.need(task.grade != nil, docket.own("grade"))
        if let unit = task.unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        docket.checkValue(amount: task.amount, count: task.count, unit: unit(of: task.measure))
        guard case .task(let key)? = docket.subject else { return }
        guard let known = tasks[key] else {
            return docket.refuse(.taskNotSet, docket.own("measure"), "no such task is set")
        }
        guard let day = docket.fact.effectiveOn else { return }
        if let first = known.day, day < first {
            docket.refuse(
                .adjustedOutsideTask, "effectiveOn", "the task is set from \(first) on")
        } else if day.year > key.year {
            docket.refuse(.adjustedOutsideTask, "effectiveOn", "the task's year is over by then")
        }
    }

    func judge(_ assigned: OwnerAssigned, into docket: inout Docket) {
        docket.need(assigned.of != nil, docket.own("of"))
        docket.need(assigned.owner?.isEmpty == false, docket.own("owner"))
        docket.checkDue(assigned.dueOn)
        switch assigned.of {
        case .project(let id)?:
            guard let project = projects[id], project.isKnown else {
                return docket.refuse(
                    .unknownProject, docket.own("of"), "no project \(id.text) is known")
            }
            if project.isClosed {
                docket.refuse(
                    .projectClosed, docket.own("of"), "the project is terminated or withdrawn")
            }
        case .task(let key)?:
            docket.checkUnit(key.unit, at: docket.own("of"), units: units)
            if tasks[key] == nil {
                docket.refuse(.taskNotSet, docket.own("of"), "no such task is set")
            }
        case nil: break
        default:
            docket.refuse(.otherSubject, docket.own("of"), "a project or a task has an owner")
        }
    }
}
