package access

import (
	"os"
	"testing"
)

// Each role may do all that the next one may, save that auditors read the
// audit log, which operators do not; and nobody has what is not described.
func TestTable(t *testing.T) {
	described := map[Permission]bool{}
	for _, d := range Permissions() {
		if described[d.Permission] || d.Meaning == "" {
			t.Errorf("%s is described twice, or not at all", d.Permission)
		}
		described[d.Permission] = true
		if !Owner.May(d.Permission) {
			t.Errorf("the owner has not %s", d.Permission)
		}
		for _, pair := range [][2]Role{{Owner, Admin}, {Admin, Operator}, {Admin, Auditor}, {Operator, Viewer}, {Auditor, Viewer}} {
			if pair[1].May(d.Permission) && !pair[0].May(d.Permission) {
				t.Errorf("%s: %s has it, %s has not", d.Permission, pair[1], pair[0])
			}
		}
	}
	for _, role := range Roles() {
		for p := range table[role] {
			if !described[p] {
				t.Errorf("%s has %s, which is not described", role, p)
			}
		}
	}
	if len(table) != len(Roles()) {
		t.Errorf("%d roles in the table, %d in the list", len(table), len(Roles()))
	}
	for _, p := range []Permission{VaultUse, VaultWrite, MembersWrite, WorkspaceWrite, WorkspaceOwn} {
		if Viewer.May(p) || Auditor.May(p) {
			t.Errorf("who only looks has %s", p)
		}
	}
}

func TestPageIsUpToDate(t *testing.T) {
	page, err := os.ReadFile("../../../docs/permissions.md")
	if err != nil || string(page) != Page() {
		t.Errorf("docs/permissions.md is not what the table says: run make gen (%v)", err)
	}
}
