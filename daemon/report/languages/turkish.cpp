// Turkish.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Sipariş numarası | Sipariş no | Sipariş kimliği | Amazon sipariş numarası"},
    {order_date, "Sipariş tarihi | Satın alma tarihi"},
    {fulfillment, "Gönderen | Gönderim kanalı | Lojistik kanalı | Lojistik yöntemi"},
    {negative_feedback, "Olumsuz geri bildirim | Olumsuz geri bildirimler | Negatif geri bildirim"},
    {negative_feedback, "Olumsuz değerlendirme"},
    {a_to_z_claim, "A'dan Z'ye Garanti talebi | A'dan Z'ye Garanti talepleri | A'dan Z'ye Garantisi talebi"},
    {a_to_z_claim, "A-Z Garanti talebi | A'dan Z'ye talebi | A'dan Z'ye Garanti"},
    {chargeback, "Ters ibraz | Ters ibraz talebi | Ters ibrazlar | Kredi kartı ters ibrazı"},
    {defect_type, "Kusur türü | Kusur tipi | Hata türü"},
    {value, "Değer | Durum"},

    // Cells of the fulfillment column.
    {by_amazon, "Amazon tarafından gönderilir | Amazon tarafından gönderildi | Amazon Lojistik"},
    {by_seller, "Satıcı | Satıcı tarafından gönderilir | Satıcı tarafından gönderildi"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "Hayır | Yok | Yanlış"},
    {feedback_removed, "Kaldırıldı | Geri bildirim kaldırıldı | Üstü çizildi | Üstü çizili"},
    {claim_denied, "Reddedildi | Talep reddedildi"},
    {claim_withdrawn, "Geri çekildi | Talep geri çekildi"},
    {rating_word, "yıldız | puan | değerlendirme"},
    {out_of_first, "üzerinden"},

    // Words within dates.
    {january, "Ocak | Oca"},
    {february, "Şubat | Şub"},
    {march, "Mart | Mar"},
    {april, "Nisan | Nis"},
    {may, "Mayıs | May"},
    {june, "Haziran | Haz"},
    {july, "Temmuz | Tem"},
    {august, "Ağustos | Ağu"},
    {september, "Eylül | Eyl"},
    {october, "Ekim | Eki"},
    {november, "Kasım | Kas"},
    {december, "Aralık | Ara"},
    {weekday, "Pazartesi | Salı | Çarşamba | Perşembe | Cuma | Cumartesi | Pazar"},
    {weekday, "Pzt | Sal | Çar | Per | Cum | Cmt | Paz"},
    {time_word, "saat | ÖÖ | ÖS"},
    {zone_word, "saati | zaman | zamanı"},
});

}  // namespace

constinit const std::span<const term_row> turkish{rows};

}  // namespace defectd
