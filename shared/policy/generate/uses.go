package generate
type ActionUse struct{}
type DeniedUse struct{}
