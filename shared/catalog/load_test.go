package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/iam-copilot/iam-copilot/shared/catalog/internal/pack"
)

func TestPackKeepsServices(t *testing.T) {
	want := []Service{
		{
			Prefix: "alpha", Name: "AWS Alpha", RCPSupported: true,
			ConditionKeys: []ConditionKey{
				{"alpha:Tag/${Key}", "String", "Filters access by tag"},
				{"aws:TagKeys", "ArrayOfString", ""},
			},
			ResourceTypes: []ResourceType{
				{Name: "Thing", ARN: "arn:${Partition}:alpha:::${Thing}", ConditionKeys: []string{"alpha:Tag/${Key}"}},
				{Name: "widget", ARN: "arn:${Partition}:alpha:::w/${Widget}"},
			},
			Actions: []Action{
				{
					Name: "CreateThing", Level: Write, Description: "Grants permission to create a thing",
					Resources: []ActionResource{
						{Name: "Thing", Required: true, ConditionKeys: []string{"aws:TagKeys", "other:Key"}, DependentActions: []string{"iam:PassRole"}},
						{Name: "widget"},
					}, DependentActions: []string{"beta:Get"},
				},
				{Name: "TagThing", Level: Tagging, Description: "Tags a thing", PermissionOnly: true, ConditionKeys: []string{"aws:TagKeys"}},
			},
		},
		{Prefix: "beta", Name: "Beta", ConditionKeys: []ConditionKey{}, ResourceTypes: []ResourceType{}, Actions: []Action{}},
	}
	data, err := Pack(Summary{Date: "2020-01-02", Services: 2}, want, []byte("x:Y\tz\n"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := pack.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	var got []Service
	for _, prefix := range []string{"alpha", "beta"} {
		var parts [3]string
		for i, kind := range []string{namesEntry, textsEntry, numbersEntry} {
			if parts[i], err = file.Read(kind + prefix); err != nil {
				t.Fatal(err)
			}
		}
		var s Service
		if err := s.decode(prefix, parts[0], parts[1], parts[2]); err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
		// Damage must give an error or nonsense, never a panic.
		for cut := range len(parts[2]) {
			_ = new(Service).decode(prefix, parts[0], parts[1], parts[2][:cut])
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Service{})); diff != "" {
		t.Error(diff)
	}
}

func TestPackRefusesWhatItCannotKeep(t *testing.T) {
	for name, s := range map[string]Service{
		"unknown level":         {Prefix: "a", Actions: []Action{{Name: "Get", Level: "Peek"}}},
		"unknown resource type": {Prefix: "a", Actions: []Action{{Name: "Get", Level: Read, Resources: []ActionResource{{Name: "thing"}}}}},
		"key twice":             {Prefix: "a", ConditionKeys: []ConditionKey{{Name: "a:B"}, {Name: "a:B"}}},
	} {
		if _, err := Pack(Summary{}, []Service{s}, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// BenchmarkFirstLookup measures opening the file and decoding the largest service.
func BenchmarkFirstLookup(b *testing.B) {
	for b.Loop() {
		file, err := pack.Open(embedded)
		if err != nil {
			b.Fatal(err)
		}
		s := &store{file: file}
		service := new(Service)
		if err := service.decode("ec2", s.read(namesEntry+"ec2"), s.read(textsEntry+"ec2"), s.read(numbersEntry+"ec2")); err != nil {
			b.Fatal(err)
		}
	}
}
