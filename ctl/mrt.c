/* SPDX-License-Identifier: ISC */
/*
 * An MRT record on its way to items: its type and subtype are looked up in
 * tables, the row reads the rest.  A file is a stranger's: everything is read
 * through rbuf, and what does not fit is said and passed over.
 */
#include <stdlib.h>

#include "base/log.h"
#include "mrt_state.h"
#include "path/attr.h"

static const struct type_row {
	uint16_t	 type;
	const char	*name;
	const struct mrt_subtype *(*subtype)(uint16_t subtype);
	bool		 has_usec;	/* RFC 6396 3 */
} types[] = {
	{ MRT_TABLE_DUMP, "TABLE_DUMP", mrt_table_dump_subtype, false },
	{ MRT_TABLE_DUMP_V2, "TABLE_DUMP_V2", mrt_table_v2_subtype, false },
	{ MRT_BGP4MP, "BGP4MP", mrt_message_subtype, false },
	{ MRT_BGP4MP_ET, "BGP4MP_ET", mrt_message_subtype, true },
};

static const struct type_row *
type_row(uint16_t type)
{
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].type == type)
			return &types[i];
	return NULL;
}

struct mrt *
mrt_new(mrt_sink *sink, void *arg)
{
	struct mrt *m = xcalloc(1, sizeof(*m));

	m->sink = sink;
	m->arg = arg;
	wbuf_growable(&m->room, ATTR_SET_MAX);
	return m;
}

void
mrt_free(struct mrt *m)
{
	if (m == NULL)
		return;
	wbuf_free(&m->room);
	free(m->peers);
	free(m);
}

enum mrt_result
mrt_take(struct mrt *m, struct mrt_record *r)
{
	const struct type_row *t = type_row(r->type);
	const struct mrt_subtype *s;

	m->why = NULL;
	r->usec = 0;
	if (t == NULL || (s = t->subtype(r->subtype)) == NULL)
		return MRT_UNKNOWN;
	if (t->has_usec && rbuf_u32(&r->body, &r->usec) == -1)
		mrt_bad(m, "no room for the microseconds");
	else
		s->read(m, r, s->how);
	if (m->stopped)
		return MRT_STOPPED;
	return m->why == NULL ? MRT_TAKEN : MRT_MALFORMED;
}

const char *
mrt_why(const struct mrt *m)
{
	return m->why == NULL ? "" : m->why;
}

const char *
mrt_type_name(uint16_t type)
{
	const struct type_row *t = type_row(type);

	return t == NULL ? NULL : t->name;
}

const char *
mrt_subtype_name(uint16_t type, uint16_t subtype)
{
	const struct type_row *t = type_row(type);
	const struct mrt_subtype *s = t == NULL ? NULL : t->subtype(subtype);

	return s == NULL ? NULL : s->name;
}
