/* SPDX-License-Identifier: ISC */
/* A whole message, field by field, with the verdict on it. */
#ifndef CTL_EXPLAIN_MESSAGE_H
#define CTL_EXPLAIN_MESSAGE_H

#include "explain.h"

/* Fills e, which is fresh; the message stays the caller's. */
void	explain_message(struct explain *e, struct rbuf message);

#endif
