/* SPDX-License-Identifier: ISC */
/*
 * Families by number in an image.  The child that parses inherits the parent's
 * rows and adds to them; parent and engines take over what is new when they
 * open the image, and refuse one that would change the meaning of a row.
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

int
conf_others_check(struct rbuf body, family_mask *have)
{
	struct family_other v[FAMILY_OTHERS];
	family_mask found = 0;
	unsigned n, i;

	for (n = 0; body.left > 0; n++) {
		if (n == FAMILY_OTHERS ||
		    rbuf_host(&body, &v[n], sizeof(v[n])) == -1 ||
		    !family_others_fits((enum family)v[n].family, v[n].afi,
		    v[n].safi) || (found >> v[n].family & 1) != 0)
			return -1;
		for (i = 0; i < n; i++)
			if (v[i].afi == v[n].afi && v[i].safi == v[n].safi)
				return -1;
		found |= (family_mask)1 << v[n].family;
	}
	*have = found;
	return 0;
}

void
conf_others_take(struct rbuf body)
{
	struct family_other o;

	while (rbuf_host(&body, &o, sizeof(o)) == 0)
		(void)family_others_set((enum family)o.family, o.afi, o.safi);
}
