/* SPDX-License-Identifier: ISC */
/*
 * Families by number in an image.  The child that parses inherits the parent's
 * rows and adds to them; parent and engines refuse an image that would change
 * the meaning of a row, and take over what is new when they put it in force.
 */
#include <assert.h>

#include "config/conf_others.h"

static_assert(sizeof(struct family_other) == 4, "others travel");

void
conf_others_put(struct conf_writer *w)
{
	struct family_other v[FAMILY_OTHERS];
	size_t n = family_others_list(v);

	if (n > 0)
		conf_writer_put(w, CONF_OTHERS, v, n * sizeof(v[0]));
}

/* Neither rows here nor those before it say otherwise. */
static bool
is_new(const struct conf_others *o, const struct family_other *one)
{
	unsigned i;

	for (i = 0; i < o->n; i++)
		if (o->v[i].family == one->family ||
		    (o->v[i].afi == one->afi && o->v[i].safi == one->safi))
			return false;
	return family_others_fits((enum family)one->family, one->afi,
	    one->safi);
}

int
conf_others_read(struct rbuf body, struct conf_others *out)
{
	struct conf_others o = { .n = 0 };

	for (; body.left > 0; o.n++)
		if (o.n == FAMILY_OTHERS ||
		    rbuf_host(&body, &o.v[o.n], sizeof(o.v[0])) == -1 ||
		    !is_new(&o, &o.v[o.n]))
			return -1;
	*out = o;
	return 0;
}

family_mask
conf_others_rows(const struct conf_others *o)
{
	family_mask rows = 0;
	unsigned i;

	for (i = 0; i < o->n; i++)
		rows |= (family_mask)1 << o->v[i].family;
	return rows;
}

void
conf_others_take(const struct conf_others *o)
{
	unsigned i;

	for (i = 0; i < o->n; i++)
		(void)family_others_set((enum family)o->v[i].family,
		    o->v[i].afi, o->v[i].safi);
}
