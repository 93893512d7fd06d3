package access

import (
	"fmt"
	"strings"
)

// Page is docs/permissions.md: the table of roles and permissions, for people.
func Page() string {
	var out strings.Builder
	out.WriteString("# Roles and permissions\n\n" +
		"What each role may do in a workspace. Made by `make gen` from the one table that the server decides by\n" +
		"(`backend/internal/access/permission.go`); which permission a route asks for stands in the OpenAPI document as `x-permission`, and in\n" +
		"`backend/server/testdata/routes.txt`. A personal access token has the permissions among its scopes that its owner's role has, too.\n\n" +
		"| permission | lets somebody |")
	for _, role := range Roles() {
		fmt.Fprintf(&out, " %s |", role)
	}
	out.WriteString("\n| --- | --- |" + strings.Repeat(" :-: |", len(Roles())) + "\n")
	for _, d := range Permissions() {
		fmt.Fprintf(&out, "| `%s` | %s |", d.Permission, d.Meaning)
		for _, role := range Roles() {
			if role.May(d.Permission) {
				out.WriteString(" ✓ |")
			} else {
				out.WriteString("   |")
			}
		}
		out.WriteString("\n")
	}
	out.WriteString("\nA workspace has one owner, who hands it over by a transfer. An owner or admin invites people as anything but owner, and changes or ends any\n" +
		"membership but the owner's. Who is removed, or given a smaller role, is so from the next request on, and the invitations they have sent end.\n")
	return out.String()
}
