package db

import (
	"context"
	"errors"
	"reflect"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// tenantSetting is the Postgres setting that the row security policies read.
const tenantSetting = "app.workspace_id"

// errNoTenant is given for a statement on rows of a workspace by somebody who
// is in none. It never reaches a user as anything but an internal error.
var errNoTenant = errors.New("db: a table of workspaces was used without a workspace")

type tenantKey struct{}

func withTenant(ctx context.Context, workspaceID int64) context.Context {
	return context.WithValue(ctx, tenantKey{}, workspaceID)
}

// tenantOf is the workspace of a statement's context, 0 when there is none.
func tenantOf(ctx context.Context) int64 {
	id, _ := ctx.Value(tenantKey{}).(int64)
	return id
}

// tenantPlugin adds the workspace to every statement on a model with a
// WorkspaceID field that belongs to the tenant, and refuses the statement when
// the context has none. Models that are read across workspaces (memberships)
// implement crossTenant.
type tenantPlugin struct{}

// crossTenant marks a model whose rows are found by user, before a workspace
// has been entered.
type crossTenant interface{ CrossTenant() }

func (tenantPlugin) Name() string { return "tenant" }

func (tenantPlugin) Initialize(h *gorm.DB) error {
	cb := h.Callback()
	return errors.Join(
		cb.Query().Before("gorm:query").Register("tenant:query", narrow),
		cb.Row().Before("gorm:row").Register("tenant:row", narrow),
		cb.Update().Before("gorm:update").Register("tenant:update", narrow),
		cb.Delete().Before("gorm:delete").Register("tenant:delete", narrow),
		cb.Create().Before("gorm:create").Register("tenant:create", stamp),
	)
}

// tenantOfStatement says whether the statement is on a tenant's table, and
// whose. It adds errNoTenant to the statement when that is unknown.
func tenantOfStatement(h *gorm.DB) (int64, bool) {
	s := h.Statement
	if s.Schema == nil || s.Schema.LookUpField("WorkspaceID") == nil {
		return 0, false
	}
	if _, ok := reflect.New(s.Schema.ModelType).Interface().(crossTenant); ok {
		return 0, false
	}
	id := tenantOf(s.Context)
	if id == 0 {
		_ = h.AddError(errNoTenant)
		return 0, false
	}
	return id, true
}

func narrow(h *gorm.DB) {
	if id, ok := tenantOfStatement(h); ok {
		column := clause.Column{Table: clause.CurrentTable, Name: "workspace_id"}
		h.Statement.AddClause(clause.Where{Exprs: []clause.Expression{clause.Eq{Column: column, Value: id}}})
	}
}

func stamp(h *gorm.DB) {
	id, ok := tenantOfStatement(h)
	if !ok {
		return
	}
	field := h.Statement.Schema.LookUpField("WorkspaceID")
	set := func(row reflect.Value) {
		if err := field.Set(h.Statement.Context, row, id); err != nil {
			_ = h.AddError(err)
		}
	}
	switch rows := h.Statement.ReflectValue; rows.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range rows.Len() {
			set(reflect.Indirect(rows.Index(i)))
		}
	case reflect.Struct:
		set(rows)
	default: // a map: gorm has no row to stamp
		_ = h.AddError(errNoTenant)
	}
}
