/* SPDX-License-Identifier: ISC */
/* What the readers of MRT records share: items to the sink, faults, fields. */
#include "mrt_state.h"

void
mrt_bad(struct mrt *m, const char *why)
{
	if (m->why == NULL)
		m->why = why;
}

void
mrt_put(struct mrt *m, const struct mrt_item *i)
{
	if (!m->stopped && m->sink(m->arg, i) == -1)
		m->stopped = true;
}

int
mrt_read_nlri(struct mrt *m, struct rbuf *b, struct mrt_item *i,
    bool add_path)
{
	struct wbuf room;

	wbuf_fixed(&room, m->nlri_room, sizeof(m->nlri_room));
	return nlri_read(b, i->family, (add_path ? NLRI_ADD_PATH : 0U) |
	    (i->kind == MRT_WITHDRAW ? NLRI_WITHDRAW : 0U), &i->nlri, &room);
}

void
mrt_put_field(struct mrt *m, struct mrt_item *i, struct rbuf field)
{
	int r;

	if (i->family == FAMILY_NONE) {
		i->field = field;
		mrt_put(m, i);
		return;
	}
	while (field.left > 0 && !m->stopped) {
		r = mrt_read_nlri(m, &field, i, i->add_path);
		if (r == -1) {
			mrt_bad(m, "malformed NLRI");
			return;
		}
		if (r == 0)
			mrt_put(m, i);
	}
}

int
mrt_read_addr(struct rbuf *b, uint8_t af, struct addr *a)
{
	struct rbuf octets;

	if (rbuf_sub(b, addr_len(af), &octets) == -1)
		return -1;
	*a = addr_of(af, octets.p);
	return 0;
}

int
mrt_read_as(struct rbuf *b, bool as4, uint32_t *as)
{
	uint16_t as2;

	if (as4)
		return rbuf_u32(b, as);
	if (rbuf_u16(b, &as2) == -1)
		return -1;
	*as = as2;
	return 0;
}
