package server

import "github.com/iam-copilot/iam-copilot/backend/internal/platform/web"

// Routes lists every route of the interface, for the tests that walk them.
func Routes() []web.Route { return bareDoor(InterfaceVersion).Routes() }
