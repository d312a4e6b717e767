use super::adoption_state::Adoption;
use super::disk::Disk;
use super::reader::Reader;

/// What the destination's own thread works with: reading, settling, adopting and maintaining are done one at a time,
/// and keep no other thread from appending. A method that asks for a reference to it asks for its lock to be held.
pub(super) struct Consumer<D: Disk> {
    pub(super) reader: Option<Reader<D::File>>,
    pub(super) adoption: Adoption<D>,
    pub(super) is_closed: bool,
}
