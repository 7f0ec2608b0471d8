/* SPDX-License-Identifier: ISC */
/*
 * The buffer between records and standard output.  A record may be large, so
 * the buffer grows; it is written whenever it holds more than one piece.
 */
#include <errno.h>
#include <unistd.h>

#include "output.h"

enum {
	OUTPUT_PIECE	= 64 * 1024,
	OUTPUT_MAX	= 16 * 1024 * 1024,	/* longest record by far */
};

void
output_init(struct output *o, const struct output_form *form,
    const struct command *cmd, int fd, bool numeric)
{
	*o = (struct output){ .form = form, .cmd = cmd, .fd = fd,
	    .numeric = numeric };
	wbuf_growable(&o->w, OUTPUT_MAX);
	json_init(&o->j, &o->w, false);
}

void
output_free(struct output *o)
{
	wbuf_free(&o->w);
}

int
output_flush(struct output *o)
{
	const uint8_t *p;
	size_t left;
	ssize_t n;

	if (o->w.failed && o->error == 0)
		o->error = EMSGSIZE;
	p = o->w.p;
	left = o->w.len;
	while (left > 0 && o->error == 0) {
		n = write(o->fd, p, left);
		if (n == -1 && errno != EINTR)
			o->error = errno;
		if (n > 0) {
			p += n;
			left -= (size_t)n;
		}
	}
	wbuf_reset(&o->w);
	return o->error == 0 ? 0 : -1;
}

void
output_begin(struct output *o)
{
	if (o->begun)
		return;
	o->begun = true;
	if (o->form->begin != NULL)
		o->form->begin(o);
}

int
output_next(struct output *o)
{
	o->records++;
	if (o->w.len < OUTPUT_PIECE && !o->w.failed)
		return o->error == 0 ? 0 : -1;
	return output_flush(o);
}

int
output_end(struct output *o)
{
	output_begin(o);
	if (o->form->end != NULL)
		o->form->end(o);
	return output_flush(o);
}

const char *
output_name(const struct output *o, const char *description,
    const char *address)
{
	return o->numeric || description[0] == '\0' ? address : description;
}
