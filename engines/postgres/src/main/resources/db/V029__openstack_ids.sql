-- Clients of OpenStack sign in by this id as well as by name.
CREATE INDEX users_by_openstack_id ON users (openstack_id) WHERE status <> 'DELETED';
