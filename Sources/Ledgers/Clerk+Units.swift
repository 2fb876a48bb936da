// SPDX-License-Identifier: Apache-2.0
//
// A row of units → the unit's definition. A unit stands below one whose row comes before, or which
// the directory knows; 上级 may be a code or a name.

import Pipeline

extension Clerk {
    mutating func unitFacts(_ row: inout Row) -> [Fact] {
        let code = row.code(.unitCode, as: UnitCode.self)
        var unit = UnitDefined()
        unit.name = row.takeText(.unitName)
        unit.kind = row.choice(.kind, as: UnitKind.self)
        unit.peerGroup = row.takeText(.peerGroup)
        unit.division = row.code(.division, as: DivisionCode.self)
        if let parent = row.text(.parent) { unit.parent = self.unit(named: parent, .parent, &row) }
        let day = row.day(.date)
        for (column, isEmpty) in [
            (Column.unitCode, code == nil), (.unitName, unit.name == nil),
            (.kind, unit.kind == nil), (.date, day == nil),
        ] where isEmpty && row.text(column) == nil {
            row.flag(.fieldMissing, column, "a unit needs this")
        }
        guard let code, let name = unit.name, let day else { return [] }
        let key = key([code.text], in: &row, keyColumn: .unitCode)
        var fact = fact(.unitDefined(unit), key, in: row)
        fact.subject = code.text
        fact.unit = unit.parent
        fact.effectiveOn = day
        units.enter(code, name: name)
        return [fact]
    }
}
