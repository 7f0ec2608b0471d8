/* SPDX-License-Identifier: ISC */
/* Octets that somebody pasted, as a message with its header. */
#ifndef CTL_OFFLINE_MESSAGE_H
#define CTL_OFFLINE_MESSAGE_H

#include <stddef.h>

#include "base/wbuf.h"
#include "command.h"

/* A marker is in front of them. */
bool	offline_has_header(const struct wbuf *octets);
/* Puts one of this type there. */
void	offline_put_header(struct wbuf *octets, uint8_t type);
/*
 * What is to be a message of that kind becomes whole: a header goes in front
 * of a body.  0, or -1 with why: its header does not fit it.
 */
int	offline_message(struct wbuf *octets, enum message_kind kind,
	    char *why, size_t size);

#endif
