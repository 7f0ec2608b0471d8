/* SPDX-License-Identifier: ISC */
/* What happened to a neighbour, for the log and for "show neighbor". */
#ifndef SESSION_REMEMBER_H
#define SESSION_REMEMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "bgp/notification.h"

struct peer;

enum { PEER_NAME = 96 };

/* "neighbor 192.0.2.1 (AS 64500)" into buf of PEER_NAME. */
const char *peer_name(const struct peer *p, char *buf, size_t size);
void	remember_sent(struct peer *p, const struct notify *n);
void	remember_received(struct peer *p, const struct notify *n);
/* A loss without a NOTIFICATION. */
void	remember_loss(struct peer *p, const char *why);
/* The neighbour has ended the connection; programs hear ExaBGP's words. */
void	remember_closed(struct peer *p);
/* Has the log room for a line that the neighbour can cause? */
bool	remember_may_log(struct peer *p);
void	remember_forget(struct peer *p);

#endif
