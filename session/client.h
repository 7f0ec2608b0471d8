/* SPDX-License-Identifier: ISC */
/* A bgpctl: what it may, and how far its answer has come. */
#ifndef SESSION_CLIENT_H
#define SESSION_CLIENT_H

#include "engine.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"

/* NULL when there are too many.  The link is set by client_attach. */
struct client *client_new(struct engine *e, const struct pe_client *who);
void	client_attach(struct client *c, struct link *k);
void	client_free(struct client *c);
void	client_revoke(struct engine *e, uint32_t id);
void	client_show_neighbor(struct client *c, uint32_t request,
	    const struct ctl_selector *who);
void	client_show_malformed(struct client *c, uint32_t request,
	    const struct ctl_selector *who);
void	client_act(struct client *c, uint32_t request,
	    const struct ctl_neighbor_act *act, const char *reason);
/* A request that is not well-formed. */
void	client_refuse(struct client *c, uint32_t request, const char *why);

#endif
