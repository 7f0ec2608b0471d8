/* SPDX-License-Identifier: ISC */
/*
 * The body of an UPDATE: sections and spans lie inside it, the runs and the
 * two MP attributes account for the attributes, NLRI are read to their end.
 */
#include <stdint.h>
#include <stdlib.h>

#include "path/nlri.h"
#include "update/split.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
inside(struct rbuf part, const uint8_t *data, size_t size)
{
	if (part.left > 0 &&
	    (part.p < data || part.p + part.left > data + size))
		abort();
}

static void
read_nlri(struct rbuf b, uint16_t afi, uint8_t safi, bool add_path)
{
	enum family f = family_by_number(afi, safi);
	unsigned how = add_path ? NLRI_ADD_PATH : 0;
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;
	bool good;
	int res;

	if (f == FAMILY_NONE)
		return;
	good = nlri_check(b, f, how) == 0;
	wbuf_fixed(&room, octets, sizeof(octets));
	while (b.left > 0) {
		res = nlri_read(&b, f, how, &n, &room);
		if (res == -1)
			break;
		if (res == 0 && !nlri_is_sound(&n))
			abort();
		wbuf_reset(&room);
	}
	if (good != (b.left == 0))
		abort();
}

static void
read_nexthop(const struct update_mp *mp)
{
	enum family f = family_by_number(mp->afi, mp->safi);
	struct nexthop nh;
	uint8_t out[48];
	struct wbuf w;

	if (f == FAMILY_NONE || nexthop_read(mp->nexthop, f, true, &nh) == -1)
		return;
	wbuf_fixed(&w, out, sizeof(out));
	nexthop_write(&w, f, &nh);
	/* Of VPN families the RD may have been left out (RFC 5549). */
	if (w.failed || w.len != nexthop_write_size(f, &nh) ||
	    (!family_info(f)->keyed && w.len != mp->nexthop.left))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct update_parts u;
	struct attr_report why;
	enum outcome o;
	uint16_t afi;
	uint8_t safi;
	unsigned i;

	if (update_split(rbuf_of(data, size), &u) == -1)
		return 0;
	inside(u.withdrawn, data, size);
	inside(u.attrs, data, size);
	inside(u.nlri, data, size);
	o = update_spans(&u, &why);
	if (o != why.outcome || u.nruns > 3)
		abort();
	for (i = 0; i < u.nruns; i++)
		inside(u.run[i], u.attrs.p, u.attrs.left);
	read_nlri(u.nlri, 1, 1, false);
	read_nlri(u.withdrawn, 1, 1, true);
	if (u.reach.present) {
		inside(u.reach.nlri, u.attrs.p, u.attrs.left);
		inside(u.reach.nexthop, u.attrs.p, u.attrs.left);
		read_nlri(u.reach.nlri, u.reach.afi, u.reach.safi, true);
		read_nexthop(&u.reach);
	}
	if (u.unreach.present)
		read_nlri(u.unreach.nlri, u.unreach.afi, u.unreach.safi,
		    false);
	if (o == OUTCOME_OK && update_is_eor(&u, &afi, &safi) &&
	    (u.nlri.left > 0 || u.withdrawn.left > 0 || u.nruns > 0))
		abort();
	return 0;
}
