/* SPDX-License-Identifier: ISC */
/*
 * Reads what a listing shows of a path's attributes (RFC 4271 5.1, RFC 1997,
 * RFC 4360, RFC 8092).  The route engine has checked them; lengths are looked
 * at again all the same.
 */
#include <stddef.h>
#include <string.h>

#include "path/attr.h"
#include "path_facts.h"

enum { LOCAL_PREF_DEFAULT = 100, ORIGIN_ABSENT = 255 };

enum kind { KIND_NONE, KIND_U8, KIND_U32, KIND_VALUE };

/* Where the facts keep an attribute; KIND_NONE: shown from elsewhere. */
#define AT(m)	offsetof(struct path_facts, m)
static const struct fact {
	uint8_t		type;
	uint8_t		kind;
	size_t		at;
} facts[] = {
	{ ATTR_ORIGIN, KIND_U8, AT(origin) },
	{ ATTR_AS_PATH, KIND_VALUE, AT(aspath) },
	{ ATTR_NEXT_HOP, KIND_NONE, 0 },
	{ ATTR_MED, KIND_U32, AT(med) },
	{ ATTR_LOCAL_PREF, KIND_U32, AT(local_pref) },
	{ ATTR_COMMUNITIES, KIND_VALUE, AT(communities) },
	{ ATTR_EXT_COMMUNITIES, KIND_VALUE, AT(ext) },
	{ ATTR_LARGE_COMMUNITIES, KIND_VALUE, AT(large) },
};

static const struct fact *
fact_of(uint8_t type)
{
	size_t i;

	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (facts[i].type == type)
			return &facts[i];
	return NULL;
}

/* A value that is too short leaves what there was. */
static void
take(struct path_facts *f, const struct fact *fact, struct rbuf value)
{
	void *to = (char *)f + fact->at;

	switch ((enum kind)fact->kind) {
	case KIND_NONE:
		break;
	case KIND_U8:
		(void)rbuf_u8(&value, to);
		break;
	case KIND_U32:
		(void)rbuf_u32(&value, to);
		break;
	case KIND_VALUE:
		memcpy(to, &value, sizeof(value));
		break;
	}
}

void
path_facts_read(struct path_facts *f, struct rbuf attrs)
{
	const struct fact *fact;
	struct attr a;
	int n;

	memset(f, 0, sizeof(*f));
	f->local_pref = LOCAL_PREF_DEFAULT;
	f->origin = ORIGIN_ABSENT;
	while ((n = attr_next(&attrs, &a)) == 1)
		if ((fact = fact_of(a.type)) != NULL)
			take(f, fact, a.value);
	f->malformed = n == -1;
}

bool
path_facts_other(uint8_t type)
{
	return fact_of(type) == NULL;
}

const char *
path_peer(const struct output *o, const struct ctl_rib_neighbor *peer,
    char *buf, size_t size)
{
	return output_name(o, peer->description,
	    addr_print(&peer->remote, buf, size));
}
