/* SPDX-License-Identifier: ISC */
/*
 * The file in large pieces: a record is used where it lies.  What is left at
 * the end of a piece moves to the front; only a record that is longer than the
 * buffer makes it grow, as far as octets for it arrive.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "mrt_reader.h"

enum { HEADER = 12, PIECE = 256 * 1024 };

void
mrt_reader_init(struct mrt_reader *r, struct mrt_file *file)
{
	*r = (struct mrt_reader){ .file = file, .size = PIECE };
	r->buf = xreallocarray(NULL, r->size, 1);
}

void
mrt_reader_free(struct mrt_reader *r)
{
	free(r->buf);
	*r = (struct mrt_reader){ 0 };
}

/* Room behind what there is, at least an octet. */
static void
make_room(struct mrt_reader *r)
{
	if (r->at > 0) {
		memmove(r->buf, r->buf + r->at, r->len - r->at);
		r->len -= r->at;
		r->at = 0;
	}
	if (r->len == r->size) {
		r->size *= 2;
		r->buf = xreallocarray(r->buf, r->size, 1);
	}
}

/* n octets from at on.  MRT_NEXT when they are there. */
static enum mrt_next
fill(struct mrt_reader *r, size_t n)
{
	ssize_t got;

	while (r->len - r->at < n) {
		make_room(r);
		got = mrt_file_read(r->file, r->buf + r->len,
		    r->size - r->len);
		if (got == -1)
			return MRT_ERROR;
		if (got == 0)
			return r->len == r->at ? MRT_END : MRT_CUT;
		r->len += (size_t)got;
	}
	return MRT_NEXT;
}

enum mrt_next
mrt_reader_next(struct mrt_reader *r, struct mrt_record *record)
{
	struct rbuf b;
	enum mrt_next next;
	uint32_t len;

	next = fill(r, HEADER);
	if (next != MRT_NEXT)
		return next;
	*record = (struct mrt_record){ .number = r->number + 1 };
	b = rbuf_of(r->buf + r->at, HEADER);
	(void)rbuf_u32(&b, &record->time);
	(void)rbuf_u16(&b, &record->type);
	(void)rbuf_u16(&b, &record->subtype);
	(void)rbuf_u32(&b, &len);
	if (len > MRT_RECORD_MAX)
		return MRT_TOO_LONG;
	next = fill(r, HEADER + (size_t)len);
	if (next != MRT_NEXT)
		return next;
	record->body = rbuf_of(r->buf + r->at + HEADER, len);
	r->at += HEADER + (size_t)len;
	r->number++;
	return MRT_NEXT;
}
