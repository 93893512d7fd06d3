package server

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// Routes lists every route of the interface, for the tests that walk them.
func Routes() []web.Route { return bareDoor(InterfaceVersion).Routes() }

// ForgetPlans removes old plans as the server does once a day.
func (s *Server) ForgetPlans(ctx context.Context) error { return s.forgetPlans()(ctx) }
